"""``python -m i18n_pipeline``."""

from i18n_pipeline.cli import main

if __name__ == "__main__":
    main(prog_name="python -m i18n_pipeline")
