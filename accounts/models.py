"""The user model, and nothing else: what a user may do is `directory`'s."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager):
    """Makes users; a user without a password cannot sign in."""

    def create_user(self, username, password=None, **fields):
        """A new user with a hashed password, or an unusable one when `password` is None."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in. Never deleted: their name stays beside what they did.

    `home_postcode` serves one thing alone: an auditor is told when they look at somebody who lives there.
    """

    retention = "accounts"

    username = models.CharField(max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    home_postcode = models.CharField(max_length=15, blank=True, default="", db_default="")
    urgent_sound = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="one_user_per_name")]

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self):
        return self.name

    @property
    def initials(self):
        """First letters of the first two words of the name, as a colleague's open item shows them."""
        return "".join(word[0] for word in self.name.split()[:2]).upper()
