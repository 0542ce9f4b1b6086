"""What our work costs, beside other tools: time, processes, memory, growth (``make bench``).

Figures that are compared come from the same machine in the same minutes: tools run in turns (A B A B …).
"""
