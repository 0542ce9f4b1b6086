// src/theme/DocItem/Layout/index.js: wraps the theme's own layout of a page of docs.
import React from 'react';
import Layout from '@theme-original/DocItem/Layout';
import {useDoc} from '@docusaurus/plugin-content-docs/client';
import {useAlternatePageUtils} from '@docusaurus/theme-common/internal';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';

function TranslationBanner() {
  const state = useDoc().frontMatter.translation;
  const {i18n} = useDocusaurusContext();
  const {createUrl} = useAlternatePageUtils();
  if (!state || state.status === 'complete') {
    return null;
  }
  const text = `${state.translated} of ${state.total} parts of this page are up to date. `;
  return (
    <aside className="alert alert--warning margin-bottom--md translation-state">
      {`Parts of this page are out of date: ${text}`}
      <a href={createUrl({locale: i18n.defaultLocale, fullyQualified: false})} hrefLang={i18n.defaultLocale}>
        Read the original.
      </a>
    </aside>
  );
}

export default function LayoutWithBanner(props) {
  return (
    <>
      <TranslationBanner />
      <Layout {...props} />
    </>
  );
}
