"""Keeps the whole name of a file that comes with a form.

Django cuts off folders (`../../x.jpg` becomes `x.jpg`) before anybody could see them;
such a name is refused with a reason here, so it has to be seen. A division sign, which
is no separator anywhere, stands for the slash.
"""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, load_handler
from django.http.multipartparser import MultiPartParser

AS_SEEN = str.maketrans({"/": "\u2215", "\\": "\u2215"})


class WholeNamesParser(MultiPartParser):
    def sanitize_file_name(self, file_name):
        return super().sanitize_file_name(file_name.translate(AS_SEEN))


class WholeNames(FileUploadHandler):
    """Stands first and hands the reading to a parser that keeps names whole."""

    def handle_raw_input(
        self, input_data, META, content_length, boundary, encoding=None
    ):
        others = [
            load_handler(handler, self.request)
            for handler in settings.FILE_UPLOAD_HANDLERS[1:]
        ]
        parser = WholeNamesParser(META, input_data, others, encoding)
        return parser.parse()

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None
