"""Unfold's admin classes as the type checker knows Django's: generic, also at run time."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin, SimpleListFilter, TabularInline
    from django.contrib.auth.admin import UserAdmin
    from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
    from django.forms import (
        BaseModelFormSet,
        CheckboxInput,
        CheckboxSelectMultiple,
        FileInput,
        ModelForm,
        NumberInput,
        Select,
        Textarea,
        TextInput,
    )

    #: Generic in its stubs, which its runtime class is not.
    UserChangeForm: Any

    class DropdownFilter(SimpleListFilter):
        """A filter shown as a list to choose from."""

else:
    from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
    from django.forms import BaseModelFormSet as DjangoModelFormSet
    from django.forms import ModelForm as DjangoModelForm
    from unfold.admin import ModelAdmin as UnfoldModelAdmin
    from unfold.admin import TabularInline as UnfoldTabularInline
    from unfold.contrib.filters.admin import DropdownFilter
    from unfold.forms import AdminPasswordChangeForm, UserChangeForm
    from unfold.forms import UserCreationForm as AdminUserCreationForm
    from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget as CheckboxSelectMultiple
    from unfold.widgets import UnfoldAdminFileFieldWidget as FileInput
    from unfold.widgets import UnfoldAdminIntegerFieldWidget as NumberInput
    from unfold.widgets import UnfoldAdminSelectWidget as Select
    from unfold.widgets import UnfoldAdminTextareaWidget as Textarea
    from unfold.widgets import UnfoldAdminTextInputWidget as TextInput
    from unfold.widgets import UnfoldBooleanWidget as CheckboxInput

    class ModelAdmin(UnfoldModelAdmin):
        """The admin of one model."""

        def __class_getitem__(cls, _parameters: Any) -> type:
            return cls

    class UserAdmin(DjangoUserAdmin):
        """The admin of users, as Django has it."""

        def __class_getitem__(cls, _parameters: Any) -> type:
            return cls

    class ModelForm(DjangoModelForm):
        """The form of one model, as Django has it."""

        def __class_getitem__(cls, _parameters: Any) -> type:
            return cls

    class BaseModelFormSet(DjangoModelFormSet):
        """Forms of several rows, as Django has them."""

        def __class_getitem__(cls, _parameters: Any) -> type:
            return cls

    class TabularInline(UnfoldTabularInline):
        """A table of rows on the page of what they belong to."""

        def __class_getitem__(cls, _parameters: Any) -> type:
            return cls


__all__ = [
    "AdminPasswordChangeForm",
    "AdminUserCreationForm",
    "BaseModelFormSet",
    "CheckboxInput",
    "CheckboxSelectMultiple",
    "DropdownFilter",
    "FileInput",
    "ModelAdmin",
    "ModelForm",
    "NumberInput",
    "Select",
    "TabularInline",
    "TextInput",
    "Textarea",
    "UserAdmin",
    "UserChangeForm",
]
