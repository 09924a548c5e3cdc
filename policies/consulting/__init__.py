"""Consultation (徵詢意見): asking the staff about a frozen draft, answering what they say, and the
record that shows it was done (勞動基準法 practice; 劳动合同法 art. 4).

``opening``, ``speaking``, ``answering`` and ``recording`` are the verbs; ``access`` the doors;
``requiring`` says what a policy that touches vital interests needs before it is submitted.
"""
