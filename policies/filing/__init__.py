"""Filing work rules (工作規則核備): what must be filed, where each filing stands, what was posted.

勞動基準法 §70 and 施行細則 §37-40: an employer of thirty workers makes work rules on twelve heads,
files them with the labour authority within thirty days, again after each amendment, and posts them
once they are approved. ``heads`` and ``matrix``: which clause treats which head. ``making``,
``moving``, ``posting`` and ``scans``: a filing's life. ``listing``: what is to be done.
``reminding``: letters before and after the last day.
"""
