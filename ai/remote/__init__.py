"""What vendors' models are asked, and what becomes of what they say. Pure: no call is made here.

A request is masked, put between marks that nobody can guess, and sent with instructions that hold
no word of a person. What comes back is data as well: numbers are clamped, quotes have to be in the
text, and words that the product does not say are not passed on.
"""
