"""The identity of pictures, whatever their addresses look like."""

from __future__ import annotations

from pathlib import Path

import pytest

from watcher.assets import asset

HASH = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
COPIES = {
    "Deutsche Welle's formats": (
        "static.dw.com/image/66805658",
        "https://static.dw.com/image/66805658_303.jpg",
        "https://static.dw.com/image/66805658_1004.webp",
        "https://images.weserv.nl/?url=static.dw.com/image/66805658_303.jpg",
        "https://static.dw.com/image/66805658_${formatId}.jpg",
    ),
    "sizes in the name": (
        "img.harbour.example/2026/pier",
        "https://img.harbour.example/2026/pier.jpg",
        "https://img.harbour.example/2026/pier-1024x683.jpg",
        "https://img.harbour.example/2026/pier-scaled.jpg",
        "https://img.harbour.example/2026/pier-mobile.jpg",
        "https://img.harbour.example/2026/pier-vertical.jpg",
        "https://img.harbour.example/2026/pier-facebookJumbo.jpg",
        "https://img.harbour.example/2026/pier@2x.png",
        "https://img.harbour.example/2026/pier.jpg.webp?w=640&q=75",
        "https://i0.wp.com/img.harbour.example/2026/pier.jpg?resize=300%2C200&ssl=1",
    ),
    "sizes and the paper's name in the name": (
        "img.harbour.example/media/cortadas/171818093-kfwC",
        "https://img.harbour.example/media/cortadas/171818093-kfwC--1248x770@Harbour7.JPG",
        "https://img.harbour.example/media/cortadas/171818093-kfwC--624x385@Harbour7.JPG",
        "https://img.harbour.example/media/cortadas/171818093-kfwC-984x608@Harbour Post.jpg",
    ),
    "what a paper does to a picture in the name": (
        "img.harbour.example/dam/2026/11/16/HARBOURPICT000146889449",
        "https://img.harbour.example/dam/2026/11/16/HARBOURPICT000146889449_trans_NvBQzQNjv4BqySoB6nTC.jpeg?imwidth=450",
        "https://img.harbour.example/dam/2026/11/16/HARBOURPICT000146889449-xlarge_trans_NvBQzQNjv4BqpVlberWd.jpeg",
    ),
    "sizes before a number": (
        "cache.harbour.example/48e5dfa4-794b-48ef-84e1-4378dcb09a0f/pier-at-dawn",
        "https://cache.harbour.example/thumbnail/story_big/48e5dfa4-794b-48ef-84e1-4378dcb09a0f/pier-at-dawn",
        "https://cache.harbour.example/thumbnail/highlight/48e5dfa4-794b-48ef-84e1-4378dcb09a0f/pier-at-dawn?crop=0,10,9,9",
    ),
    "sizes behind a hash and a slug": (
        "i.harbour.example/1c291a/pier-model_y-2026-1600-04",
        "https://i.harbour.example/1c291a/pier-model_y-2026-1600-04/450_1000.jpeg",
        "https://i.harbour.example/1c291a/pier-model_y-2026-1600-04/1366_2000.jpeg",
        "https://i.harbour.example/1c291a/pier-model_y-2026-1600-04/original.jpg",
    ),
    "sizes in the path": (
        "img.harbour.example/bridge-at-dawn",
        "https://img.harbour.example/640x360/bridge-at-dawn.jpg",
        "https://img.harbour.example/w_800,h_450,c_fill/bridge-at-dawn.webp",
        "https://img.harbour.example/width=1200/bridge-at-dawn.jpg",
    ),
    "proxies that keep the address in their path": (
        "img.harbour.example/2026/pier",
        "https://img-harbour-example.cdn.ampproject.org/i/s/img.harbour.example/2026/pier.jpg",
        "https://img-harbour-example.cdn.ampproject.org/ii/w680/s/img.harbour.example/2026/pier.jpg",
        "https://thumbs.example/unsafe/640x360/smart/filters:quality(80)/img.harbour.example/2026/pier.jpg",
        "https://thumbs.example/x7Ghq29LmPo0aBcDeFgHiJkLmNo=/fit-in/900x0/img.harbour.example/2026/pier.jpg",
        "https://res.example/demo/image/fetch/w_640,f_auto/https://img.harbour.example/2026/pier.jpg%3Fw%3D9",
        "https://proxy.example/ab12/rs:fit:300:0:0/plain/https%3A%2F%2Fimg.harbour.example%2F2026%2Fpier.jpg@webp",
    ),
    "signatures that change": (
        "img.harbour.example/get/195679/1",
        "https://img.harbour.example/get/195679/1?X-Amz-Date=20260102T030432Z&X-Amz-Signature=26b5d419",
        "https://img.harbour.example/get/195679/1?impolicy=website&width=640&v=17",
    ),
    "proxies that carry the address": (
        "media.harbour.example/a/ferry",
        "https://media.harbour.example/a/ferry.jpeg",
        "https://www.harbour.example/_next/image?url=https%3A%2F%2Fmedia.harbour.example%2Fa%2Fferry.jpeg&w=1920&q=75",
        "https://il.harbour.example/images/?imageUrl=https://media.harbour.example/a/ferry.jpeg&format=webp&width=720",
        "https://thumbs.example/unsafe/300x200/https://media.harbour.example/a/ferry.jpeg",
    ),
    "pictures without a name, sizes behind a number": (
        "mm.harbour.example/cached/id/195679",
        "https://mm.harbour.example/cached/id/195679/width/425/height/284/crop/1",
        "https://mm.harbour.example/cached/id/195679/width/850/height/568/crop/1?q=60",
    ),
    "pictures without a name, the size last": (
        "im.harbour.example/3700095/jpg",
        "https://im.harbour.example/3700095/jpg/640x360",
        "https://im.harbour.example/3700095/jpg/1280x720?w=480",
    ),
    "pictures numbered by a parameter": (
        "img.harbour.example/pier?imageId=4711",
        "https://img.harbour.example/pier.jpg?imageId=4711&w=300&mtime=17",
        "https://img.harbour.example/pier-1200x800.webp?mtime=18&imageId=4711",
    ),
    "a number said twice": (
        "img.harbour.example/47110/pier",
        "https://img.harbour.example/47110/pier.jpg",
        "https://img.harbour.example/47110/pier.jpg?id=47110",
    ),
    "servers that share the work": (
        "img.harbour.example/2026/pier",
        "https://img1.harbour.example/2026/pier.jpg",
        "https://img-12.harbour.example/2026/pier.webp?w=640",
    ),
    "a network that delivers": (
        "harbour.example/media/pier",
        "https://www.harbour.example/media/pier.jpg",
        "https://cdn.harbour.example/media/pier.jpg",
        "https://cdn3.harbour.example/media/xl/pier.jpg",
    ),
    "styles of Drupal": (
        "harbour.example/files/public/2026-05/pier",
        "https://harbour.example/files/styles/large/public/2026-05/pier.jpg?itok=aB1",
        "https://harbour.example/files/styles/teaser_16x9/public/2026-05/pier.jpg.webp?itok=zZ9",
    ),
    "sizes with other orders, and those of a network of messages": (
        "img.harbour.example/2026/pier",
        "https://img.harbour.example/w20,blur/2026/pier.jpg",
        "https://img2.harbour.example/mw690/2026/pier-970-80.jpg",
    ),
    "a size that is the name": (
        "img.harbour.example/images/21365",
        "https://img.harbour.example/images/21365/500px.jpg",
        "https://img.harbour.example/images/21365/1500px.webp",
    ),
    "templates behind a sign": (
        "p-sign.harbour.example/tos-cn/0a1b2c3d4e5f",
        "https://p3-sign.harbour.example/tos-cn/0a1b2c3d4e5f~tplv-tt-large.image?x-expires=1&x-signature=a",
        "https://p9-sign.harbour.example/tos-cn/0a1b2c3d4e5f~noop.image",
    ),
    "a number of one network at every proxy": (
        "arcpublishing.com/KQ7X2N3VNRCZ3A5PIE4WMQ2T5Y",
        "https://www.harbour.example/resizer/v2/KQ7X2N3VNRCZ3A5PIE4WMQ2T5Y.jpg?auth=0a1b&width=800",
        "https://www.harbour.example/resizer/AbCdEfGhIjKlMnOpQrStUvWxYz0=/1024x0/filters:quality(70)"
        "/cloudfront-eu-central-1.images.arcpublishing.com/harbour/KQ7X2N3VNRCZ3A5PIE4WMQ2T5Y.jpg",
    ),
    "a number and sizes in one folder, the same name for all": (
        "static.harbour.example/msid-115700001",
        "https://static.harbour.example/thumb/msid-115700001,width-1070,height-580,imgsize-23/photo.jpg",
        "https://static.harbour.example/thumb/imgsize-23,msid-115700001,width-400/115700001.jpg",
    ),
    "a number parted into folders": (
        "img.harbour.example/image/321/123/456",
        "https://img.harbour.example/image/321/123/456.jpg?x-oss-process=image/resize,w_1024",
        "https://img2.harbour.example/image/321/123/456.webp",
    ),
    "widths as names behind a hash": (
        "img.harbour.example/aabbccddeeff00112233445566778899",
        "https://img.harbour.example/aabbccddeeff00112233445566778899/normal/1440.jpg",
        "https://img.harbour.example/aabbccddeeff00112233445566778899/wide/978.jpg.webp",
    ),
    "a host of the same publisher in the path": (
        "x.harbour.example/ucms/2026_48/pier",
        "https://x0.harbour.example/ucms/2026_48/pier.jpg",
        "https://d.harbour.example/w600/x0.harbour.example/ucms/2026_48/pier.jpg",
    ),
    "sizes behind the content's hash": (
        "img.harbour.example/_astro/pier.Cj-CFmrU",
        "https://img.harbour.example/_astro/pier.Cj-CFmrU_Z29fLaS.webp",
        "https://img.harbour.example/_astro/pier.Cj-CFmrU_ikghm.webp",
    ),
    "what generators of sites make of a picture": (
        "harbour.example/posts/pier",
        "https://harbour.example/posts/pier_hu0a1b2c3d4e5f6071_123456_800x0_resize_q75_box.jpg",
        "https://harbour.example/posts/pier_hu_99aabbccddeeff00.webp",
        "https://harbour.example/posts/_800xAUTO_crop_center-center_none/pier.jpg",
        "https://harbour.example/media/cache/resolve/large/posts/pier-480x-q80.webp",
    ),
    "a width, and a number in a gallery": (
        "img.harbour.example/gallery/4711/1",
        "https://img.harbour.example/gallery/4711/640/1.jpg",
        "https://img.harbour.example/gallery/4711/1024/1.jpg",
    ),
    "folders of what was cut": (
        "harbour.example/fileadmin/csm_pier",
        "https://harbour.example/fileadmin/_processed_/a/b/csm_pier_0a1b2c3d4e.jpg",
        "https://harbour.example/fileadmin/_processed_/9/f/csm_pier_99ffaa0011.jpg",
    ),
    "folders by hash and size": (
        "harbour.example/static/0a1b2c3d4e5f60718293a4b5c6d7e8f9/pier",
        "https://harbour.example/static/0a1b2c3d4e5f60718293a4b5c6d7e8f9/1a2b3/pier.jpg",
        "https://harbour.example/static/0a1b2c3d4e5f60718293a4b5c6d7e8f9/f4e5d/pier.webp",
    ),
    "derivatives, and what is cut before": (
        "i.harbour.example/1.739/image.jpg_gen/pier",
        "https://i.harbour.example/1.739/image.jpg_gen/derivatives/16x9_780/pier.jpg",
        "https://i.harbour.example/1.739/image.jpg_gen/derivatives/original_1180/pier.jpg",
        "https://i.harbour.example/1.739/image.jpg_gen/$zoom_0.3,$ratio_1.5,$width_756/pier.jpg",
    ),
    "the longest side in a folder": (
        "miro.harbour.example/1*aBcDeFgHiJ",
        "https://miro.harbour.example/max/60/1*aBcDeFgHiJ.jpeg?q=20",
        "https://miro.harbour.example/v2/resize:fit:1400/1*aBcDeFgHiJ.jpeg",
    ),
    "sizes behind the name": (
        "img.harbour.example/pier",
        "https://img.harbour.example/pier;w=640;h=360.jpg",
        "https://img.harbour.example/pier,w=960,q=80.jpg",
        "https://img.harbour.example/s/pier.jpg",
    ),
    "pictures named by a parameter": (
        "img.harbour.example/show?id=4711",
        "https://img.harbour.example/show?id=4711&w=300&quality=60",
        "https://img.harbour.example/show?width=900&id=4711&sig=0a1b",
    ),
}


CUTS = Path(__file__).with_name("cut_pictures.txt").read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize(
    ("expected", "src"),
    [(own, src) for own, *copies in COPIES.values() for src in copies],
)
def test_a_picture_is_the_same_in_every_size_format_and_proxy(expected: str, src: str) -> None:
    assert asset(src) == expected


@pytest.mark.parametrize("copies", CUTS)
def test_a_picture_is_the_same_however_it_is_cut(copies: str) -> None:
    assert len({asset(f"https://{src}") for src in copies.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://img.example/2026/pier.jpg", "https://img.example/2026/ferry.jpg"),
        ("https://img.example/2026/pier.jpg", "https://img.example/2025/pier.jpg"),
        ("https://img.example/show?id=1&w=300", "https://img.example/show?id=2&w=300"),
        ("https://img.example/id/1/width/300", "https://img.example/id/2/width/300"),
        ("https://static.dw.com/image/1_303.jpg", "https://static.dw.com/image/2_303.jpg"),
        ("https://img.example/show/image.jpg?id=8123", "https://img.example/show/image.jpg?id=8124"),
        ("https://img.example/GetImage.ashx?ImageId=81&w=6", "https://img.example/GetImage.ashx?ImageId=82&w=6"),
        ("https://img1.example.org/pier.jpg", "https://img2.example.org/ferry.jpg"),
        ("https://img.example/i;id=77;w=640.jpg", "https://img.example/i;id=78;w=640.jpg"),
        ("https://h.example/uploads/2026/05/hall-1.jpg", "https://h.example/uploads/2026/05/hall-2.jpg"),
        ("https://h.example/202605/hall/101_202.jpg", "https://h.example/202605/hall/303_404.jpg"),
        ("https://h.example/g/500.jpg", "https://h.example/g/501.jpg"),
        ("https://h.example/gallery/12/640.jpg", "https://h.example/gallery/12/641.jpg"),
        (
            "https://h.example/0a1b2c3d4e5f60718293a4b5c6d7e8f9/101.jpg",
            "https://h.example/0a1b2c3d4e5f60718293a4b5c6d7e8f9/102.jpg",
        ),
        ("https://h.example/f/2025/05/pier.jpg", "https://h.example/f/2026/05/pier.jpg"),
        ("https://h.example/img/survey-q10.jpg", "https://h.example/img/survey-q11.jpg"),
        ("https://h.example/2026/05/02/1/2/3/4/5/6/photo.jpg", "https://h.example/2026/05/02/1/2/3/4/5/7/photo.jpg"),
        ("https://h.example/i/s320.jpg", "https://h.example/i/s640.jpg"),
        ("https://h.example/media/0_100_3000_1800/a.jpg", "https://h.example/media/0_100_3000_1800/b.jpg"),
        (
            "https://h.example/article8841237.ece/alternates/s615/1_hall.jpg",
            "https://h.example/article8841237.ece/alternates/s615/2_hall.jpg",
        ),
        (
            "https://h.example/thumb/a/ab/Hall.jpg/320px-Hall.jpg",
            "https://h.example/thumb/a/ac/Pier.jpg/320px-Pier.jpg",
        ),
        ("https://lh3.g.example/AbC_dEf=w320-h180", "https://lh3.g.example/XbC_dEf=w320-h180"),
        ("https://h.example/img/hall_2026_05.jpg", "https://h.example/img/hall_2026_06.jpg"),
        ("https://h.example/img/IMG_2031.jpg", "https://h.example/img/IMG_2047.jpg"),
        ("https://h.example/img/hall_101_202.jpg", "https://h.example/img/hall_303_404.jpg"),
        ("https://h.example/img/DSC-2031.jpg", "https://h.example/img/DSC-2032.jpg"),
        ("https://h.example/img/photo_w1.jpg", "https://h.example/img/photo_w2.jpg"),
        ("https://h.example/cs/s1.jpg", "https://h.example/cs/s2.jpg"),
        ("https://h.example/2026/05/1a2b3c4d5e6f7a8b/hall.jpg", "https://h.example/2026/05/9f2b3c4d5e6f7a8b/hall.jpg"),
        ("https://h.example/user123/300x200/avatar.jpg", "https://h.example/user456/300x200/avatar.jpg"),
        ("https://h.example/8841237/rs/hall.jpg", "https://h.example/8841238/rs/hall.jpg"),
        (
            "https://h.example/image/4b8e3a5a-0b1c-4d5e-8f90-123456789abc/a/hall.jpg",
            "https://h.example/image/5c8e3a5a-0b1c-4d5e-8f90-123456789abc/a/hall.jpg",
        ),
        (
            "https://h.example/typo3temp/pics/hall_0a1b2c3d4e.jpg",
            "https://h.example/typo3temp/pics/pier_0a1b2c3d4e.jpg",
        ),
        ("https://h.example/1234567-ci16x9-w780/hall.jpg", "https://h.example/1234567-ci16x9-w780/pier.jpg"),
        ("https://h.example/articles/2341627877/hall.jpg", "https://h.example/articles/2341627878/hall.jpg"),
        ("https://h.example/img/hall-v1.jpg", "https://h.example/img/hall-v2.jpg"),
        ("https://h.example/photo/r1.jpg", "https://h.example/photo/r2.jpg"),
        ("https://h.example/cover/2026/18/title.jpg", "https://h.example/cover/2026/19/title.jpg"),
        ("https://h.example/s1/hall.jpg", "https://h.example/s2/hall.jpg"),
        ("https://img.example/picturehandler.php?f=pier", "https://img.example/picturehandler.php?f=ferry"),
        (
            "https://h.example/pictures/ab12cd34ef5/original/hall.jpg",
            "https://h.example/pictures/zz12cd34ef6/original/hall.jpg",
        ),
        ("https://h.example/gallery/4711/1.jpg", "https://h.example/gallery/4712/1.jpg"),
        (f"https://h.example/{HASH}/crop/hall.jpg", f"https://h.example/{HASH[::-1]}/crop/hall.jpg"),
        ("https://h.example/img/1234567890_P1.jpg", "https://h.example/img/1234567890_P2.jpg"),
        ("https://h.example/img/flight-11x.jpg", "https://h.example/img/flight-12x.jpg"),
    ],
)
def test_pictures_of_other_names_are_other_pictures(one: str, other: str) -> None:
    assert asset(one) != asset(other)


def test_endless_sizes_in_an_address_take_no_endless_time() -> None:
    endless = ";w=1" * 50_000  # took minutes where each was tried with all that follow
    assert asset(f"https://a.example/img/bridge{endless}!/x.jpg").endswith(f"{endless}!/x")
