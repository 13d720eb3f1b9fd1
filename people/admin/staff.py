"""Members of staff and their roles."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.typed_unfold import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    ModelAdmin,
    UserAdmin,
    UserChangeForm,
)
from people.models import StaffUser

admin.site.unregister(Group)


@admin.register(StaffUser)
class StaffUserAdmin(UserAdmin[StaffUser], ModelAdmin[StaffUser]):
    """Staff. Nobody is deleted, because their looks stay on record; make them inactive instead."""

    form = UserChangeForm
    add_form = AdminUserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "first_name", "last_name", "is_active", "is_superuser")
    list_filter = ()
    compressed_fields = False
    search_help_text = _("Name or e-mail of a member of staff")

    def has_delete_permission(self, request: HttpRequest, obj: StaffUser | None = None) -> bool:
        """Refuse."""
        return False


@admin.register(Group)
class RoleAdmin(GroupAdmin, ModelAdmin[Group]):
    """Roles. The two that the product brings get their permissions anew with every migration."""

    compressed_fields = False
