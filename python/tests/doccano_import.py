"""Imports a JSONL file with doccano's own importer into an empty database, and prints what doccano then holds.

Started by test_formats.py. doccano is installed without what its pages and other formats need: the modules that it
imports for those are empty here.
"""

import json
import pathlib
import sys
import types


class Empty(types.ModuleType):
    """A module whose every name is a class without anything."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


for absent in ("pyexcel", "pyexcel.exceptions", "seqeval", "seqeval.scheme", "django_drf_filepond"):
    sys.modules[absent] = Empty(absent)
sys.modules["pyexcel"].exceptions = sys.modules["pyexcel.exceptions"]

import backend  # noqa: E402
import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.files.storage import FileSystemStorage  # noqa: E402

# Where uploaded pictures lie; there are none.
sys.modules["django_drf_filepond.models"] = types.ModuleType("django_drf_filepond.models")
sys.modules["django_drf_filepond.models"].DrfFilePondStoredStorage = FileSystemStorage
sys.path.insert(0, str(pathlib.Path(backend.__file__).parent))
OWN = ["roles", "projects", "label_types", "examples", "labels", "data_import"]
settings.configure(
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "polymorphic", *OWN],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    # The tables as they are now, not how they came about.
    MIGRATION_MODULES={name: None for name in OWN},
    USE_TZ=True,
)
django.setup()

from data_import.datasets import load_dataset  # noqa: E402
from data_import.pipeline.catalog import JSONL, RELATION_EXTRACTION  # noqa: E402
from data_import.pipeline.readers import FileName  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from examples.models import Example  # noqa: E402
from labels.models import Relation, Span  # noqa: E402
from projects.models import SequenceLabelingProject  # noqa: E402

call_command("migrate", run_syncdb=True, verbosity=0)
user = User.objects.create_user("lezer")
project = SequenceLabelingProject.objects.create(
    name="brieven", created_by=user, allow_overlapping=True, use_relation=True
)
path = sys.argv[1]
files = [FileName(full_path=path, generated_name=path, upload_name="brieven.jsonl")]
dataset = load_dataset(RELATION_EXTRACTION, JSONL, files, project, encoding="utf-8")
dataset.save(user)
assert dataset.errors == [], [error.dict() for error in dataset.errors]
letters = [
    {
        "letter": example.meta["letter"],
        "text": example.text,
        "spans": [
            [span.start_offset, span.end_offset, span.label.text] for span in Span.objects.filter(example=example)
        ],
        "relations": [relation.type.text for relation in Relation.objects.filter(example=example)],
    }
    for example in Example.objects.all()
]
json.dump(letters, sys.stdout)
