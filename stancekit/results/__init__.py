"""The results folder of a collection: what its tables hold, how they are written and how they are asked.

``schema`` names the tables and columns, ``rows`` fills them from analyses.
"""
