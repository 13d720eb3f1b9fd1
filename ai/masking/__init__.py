"""Personal data replaced by stable tokens before a text leaves, and put back after. Pure.

    masked = mask("Вчера Маша звонила с +7 912 345-67-89", names=("Тимофей",))
    masked.text                        # "Вчера ⟦NAME_1⟧ звонила с ⟦PHONE_1⟧"
    masked.vault.restore(masked.text)  # what it was

One vault serves all texts of one call, so that the same person is the same token in all of them.
Best effort: how much is found is measured, see docs/adr/0020-masking.md.
"""

from ai.masking.masker import Masked, mask
from ai.masking.spans import Kind
from ai.masking.vault import Vault, has_token

__all__ = ["Kind", "Masked", "Vault", "has_token", "mask"]
