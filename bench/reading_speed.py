"""Times the reading of pages as large as real ones: ``python bench/reading_speed.py``.

Our own annotated pages are short. Each is padded with what real pages carry beside the story:
menus, style sheets, scripts and JSON, 60 kB, 150 kB and 400 kB of them. Prints pages per
CPU-second of dateline's whole reading and of trafilatura alone.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.reading_gold import HALVES, Page, ours, pages, trafilatura_alone  # noqa: E402

SIZES = (0, 60_000, 150_000, 400_000)

_MENU = "".join(
    f'<li class="m-item m-{n}"><a class="m-link" data-track="nav:{n}" href="/section/{n}">'
    f"<span class='m-label'>Section {n}</span></a></li>"
    for n in range(60)
)
_CARD = (
    '<div class="card card--teaser"><a class="card__link" href="/story/{n}"><picture>'
    '<source srcset="/i/{n}-320.webp 320w, /i/{n}-640.webp 640w">'
    '<img class="card__img" alt="" src="/i/{n}.jpg">'
    '</picture><h3 class="card__title">A headline of another story, number {n}</h3></a></div>'
)
_SCRIPT = (
    '<script>window.q=window.q||[];q.push({"k":"' + "abcdefgh0123456789" * 40 + '"});</script>'
)


def padded(page: Page, size: int) -> bytes:
    """Return the bytes of *page* with about *size* more bytes of furniture behind its story."""
    parts = [f'<div class="mega-menu"><ul>{_MENU}</ul></div>'] if size else []
    length = sum(map(len, parts))
    number = 0
    while length < size:
        # Four fifths of what surrounds a story on the web are scripts and data.
        piece = _CARD.format(n=number) if number % 3 == 0 else _SCRIPT
        parts.append(piece)
        length += len(piece)
        number += 1
    return page.data.replace(b"</body>", "".join(parts).encode() + b"</body>")


def main() -> None:
    """Print a line for each size."""
    everything = [page for half in HALVES for page in pages(half)]
    ours(everything[0])
    trafilatura_alone(everything[0])
    for size in SIZES:
        batch = [Page(name=p.name, data=padded(p, size), gold=p.gold) for p in everything]
        mean = sum(len(page.data) for page in batch) / len(batch) / 1000
        line = f"{len(batch)} pages of {mean:4.0f} kB"
        for name, reader in (("dateline", ours), ("trafilatura", trafilatura_alone)):
            began = time.process_time()
            for page in batch:
                reader(page)
            line += f"  {name} {len(batch) / (time.process_time() - began):5.0f} pages/CPU-s"
        print(line)


if __name__ == "__main__":
    main()
