"""One question to a server with OpenAI's ``/chat/completions``, and its answer as JSON.

Address, key and model come from the environment. Nothing is sent before ``Model.host`` was told to the user; no message
has the key in it; a server that leads elsewhere is not followed, since the key and the text would go there.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from typing import IO, Any
from urllib.parse import urlsplit

from kg.errors import SourceError, UsageError
from kg.files import harmless
from kg.text import Text

URL, KEY, NAME = "KG_MODEL_URL", "KG_MODEL_KEY", "KG_MODEL_NAME"
#: The last part of the address, which may be left out.
_PATH = "/chat/completions"
#: How many seconds one question may take, and how many bytes its answer may have.
_SECONDS, _MOST_BYTES = 180.0, 4_000_000
_CHUNK = 65_536
#: How much of what a server says of an error is told.
_MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Model:
    """Where a model is, and what it is called.

    Attributes:
        url: the address of the server's ``/chat/completions``.
        name: the model's name there.
        key: what the server lets one in by; empty if it needs none. It is in no ``repr``.
        seconds: how long one question may take.
    """

    url: str
    name: str
    key: str = field(default="", repr=False)
    seconds: float = _SECONDS

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Model:
        """The model that the environment names.

        Raises:
            UsageError: if address or name are missing, or one of the three cannot be used.
        """
        url, name, key = (environment.get(variable, "").strip() for variable in (URL, NAME, KEY))
        for variable, value in ((URL, url), (NAME, name)):
            if not value:
                raise UsageError(
                    Text(
                        f"A model needs {URL} and {NAME} in the environment (and {KEY}, if its server asks for a key); "
                        f"{variable} is not set. {URL} is like https://HOST/v1.",
                        f"使用模型须设环境变量 {URL} 与 {NAME}（服务器需要密钥时另设 {KEY}）；未设 {variable}。"
                        f"{URL} 形如 https://HOST/v1。",
                    )
                )
        if not key.isascii() or not key.isprintable() or " " in key:
            raise UsageError(
                Text(
                    f"{KEY} holds a character that no key has (a blank, a line break or none of ASCII). Set it anew.",
                    f"{KEY} 含有密钥不应有的字符（空格、换行或非ASCII字符）。请重新设置。",
                )
            )
        return cls(_address(url), name, key)

    @property
    def host(self) -> str:
        """The host that texts are sent to, with its port if that is said."""
        return urlsplit(self.url).netloc

    @property
    def is_open(self) -> bool:
        """Whether what is sent can be read on its way: not encrypted, and not on this machine."""
        parts = urlsplit(self.url)
        return parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1")

    def told(self, characters: int) -> Text:
        """What a user must be told before a text is sent."""
        unencrypted = Text(" It is not encrypted on its way.", "传输未加密。") if self.is_open else Text()
        return (
            Text(
                f"The text ({characters} characters) is sent to {self.host}, model {self.name}.",
                f"文本（{characters}个字符）将发送至 {self.host}，模型 {self.name}。",
            )
            + unencrypted
        )

    def ask(self, system: str, user: str, schema: Mapping[str, Any]) -> Any:
        """Ask one question; temperature 0, and an answer by a JSON schema.

        Args:
            system: what to do.
            user: the text.
            schema: what the answer must look like.

        Returns:
            the answer, as JSON's types; whether it fits the schema is for the caller to see.

        Raises:
            SourceError: if there is no answer, it is too long or late, or no JSON.
        """
        question = {
            "model": self.name,
            "temperature": 0,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "records", "strict": True, "schema": schema},
            },
        }
        return self._content(self._parsed(self._sent(json.dumps(question, ensure_ascii=False).encode("utf-8"))))

    def _sent(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = urllib.request.Request(self.url, body, headers)  # noqa: S310 - http or https, by _address
        until = time.monotonic() + self.seconds
        try:
            with urllib.request.build_opener(_NoRedirects).open(request, timeout=self.seconds) as response:
                return self._read(response, until)
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error.code, error.read(_CHUNK)) from None
        except TimeoutError:
            raise self._late() from None
        except (OSError, HTTPException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise self._late() from None
            raise self._wrong(
                f"cannot be reached ({self._harmless(str(getattr(error, 'reason', error)))}). Check {URL}.",
                f"无法连接（{self._harmless(str(getattr(error, 'reason', error)))}）。请检查 {URL}。",
            ) from None

    def _read(self, response: IO[bytes], until: float) -> bytes:
        chunks: list[bytes] = []
        while chunk := response.read1(_CHUNK) if hasattr(response, "read1") else response.read(_CHUNK):
            chunks.append(chunk)
            if sum(map(len, chunks)) > _MOST_BYTES:
                raise self._wrong(
                    f"answers with more than {_MOST_BYTES} bytes. Read a shorter text.",
                    f"的回答超过{_MOST_BYTES}字节。请读取较短的文本。",
                )
            if time.monotonic() > until:
                raise self._late()
        return b"".join(chunks)

    def _parsed(self, body: bytes) -> Any:
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            raise self._wrong(
                f"answers with what is no JSON: {self._harmless(body.decode('utf-8', 'replace'))}. Check {URL}.",
                f"的回答不是 JSON：{self._harmless(body.decode('utf-8', 'replace'))}。请检查 {URL}。",
            ) from None

    def _content(self, answer: Any) -> Any:
        try:
            choice = answer["choices"][0]
            content, reason = choice["message"]["content"], choice.get("finish_reason")
        except (KeyError, IndexError, TypeError, AttributeError):
            raise self._wrong(
                f"answers with no choices[0].message.content. Check that {URL} is a {_PATH} of OpenAI's form.",
                f"的回答没有 choices[0].message.content。请确认 {URL} 为 OpenAI 形式的 {_PATH}。",
            ) from None
        if reason == "length":
            raise self._wrong(
                "broke its answer off for its length. Read a shorter text, or let the server answer at more length.",
                "因长度限制中断了回答。请读取较短的文本，或放宽服务器的长度限制。",
            )
        if not isinstance(content, str):
            raise self._wrong(
                f"has a message without text (the model {self.name} refuses, or calls tools). Try another model.",
                f"的消息没有文本（模型 {self.name} 拒答或调用了工具）。请换用其他模型。",
            )
        return self._parsed(_without_fence(content).encode("utf-8", "surrogatepass"))

    def _refused(self, code: int, body: bytes) -> SourceError:
        said = self._harmless(body.decode("utf-8", "replace"))
        fixes = {
            401: Text(f"Check {KEY}.", f"请检查 {KEY}。"),
            403: Text(f"Check {KEY}.", f"请检查 {KEY}。"),
            404: Text(f"Check {URL} and {NAME}.", f"请检查 {URL} 与 {NAME}。"),
            429: Text("Wait, or ask for less.", "请稍候，或减少请求。"),
        }
        redirected = Text(
            f"It leads elsewhere: put the last address into {URL}.", f"它转向他处：请将最终地址写入 {URL}。"
        )
        fix = redirected if 300 <= code < 400 else fixes.get(code, Text("Ask its operator.", "请询问其运营者。"))
        return self._wrong(f"answers with status {code}: {said} {fix.en}", f"返回状态{code}：{said} {fix.zh}")

    def _late(self) -> SourceError:
        return self._wrong(
            f"has not answered within {self.seconds:g} seconds. Try again, or read a shorter text.",
            f"在{self.seconds:g}秒内未作答。请重试，或读取较短的文本。",
        )

    def _wrong(self, en: str, zh: str) -> SourceError:
        return SourceError(Text(f"The model's server {self.host} {en}", f"模型服务器 {self.host} {zh}"))

    def _harmless(self, said: str) -> str:
        """What a server says, cut, without what steers a terminal and without the key."""
        hidden = said.replace(self.key, "…") if self.key else said
        return harmless(" ".join(hidden.split()))[:_MOST_TOLD]


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Nobody sends the key and the text to where a server points."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """No request is made; the status itself becomes the error."""


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        port_is_right = False
    if (
        not port_is_right
        or parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.username is not None
        or not url.isascii()
        or not url.isprintable()
        or " " in url
    ):
        # The address itself is not shown: somebody may have written a password into it.
        raise UsageError(
            Text(
                f"{URL} is no address of a server: it must be like https://HOST/v1, without a user's name or password.",
                f"{URL} 不是服务器地址：应形如 https://HOST/v1，不含用户名或密码。",
            )
        )
    if parts.path.rstrip("/").endswith(_PATH):
        return url
    return parts._replace(path=parts.path.rstrip("/") + _PATH).geturl()


def _without_fence(content: str) -> str:
    """JSON without the Markdown fence that some models put around it."""
    text = content.strip()
    if text.startswith("```") and text.endswith("```") and "\n" in text:
        return text[text.index("\n") : -3]
    return text
