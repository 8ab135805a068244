"""Credits of pictures as texts: where they begin in a caption, and what of them is only a label. In many languages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.extract.capitals import is_named_like, is_prose
from watcher.extract.credits import (
    is_credited,
    is_label,
    reads_as_credit,
    split_credit,
    trimmed_credit,
)

# -- one sentence, one credit, as the newspapers of a language write them --------------------------------------------

WRITTEN = [
    # labels
    ("The pier on Monday. Photograph: Ola Nord/The Harbour Post", "The pier on Monday.", "Ola Nord/The Harbour Post"),
    ("The pier on Monday. Image: Courtesy of Ola Nord", "The pier on Monday.", "Ola Nord"),
    ("The pier on Monday. Image credit: Ola Nord", "The pier on Monday.", "Ola Nord"),
    ("Die Mole am Montag. Foto: Ola Nord/dpa", "Die Mole am Montag.", "Ola Nord/dpa"),
    ("Foto: Wali Kota di dermaga timur kota (Ola Nord/news)", "Wali Kota di dermaga timur kota", "Ola Nord/news"),
    ("Die Mole am Montag. Foto: Bild: SN/APA/OLA NORD", "Die Mole am Montag.", "SN/APA/OLA NORD"),
    ("Die Mole am Montag. | Bildquelle: picture alliance / dpa", "Die Mole am Montag.", "picture alliance / dpa"),
    ("The pier in the gale of May (Harbour Post file photo)", "The pier in the gale of May", "Harbour Post file photo"),
    ("The pier is closed. (News file photo)", "The pier is closed.", "News file photo"),
    ("Die Mole am Montag (Archivbild: dpa)", "Die Mole am Montag", "dpa"),
    ("Die Mole am Montag. Bild Ola Nord", "Die Mole am Montag.", "Ola Nord"),
    ("Die Mole am Montag (Bild Ola Nord)", "Die Mole am Montag", "Ola Nord"),
    ("Die Mole am Montag. Bild © Ola Nord (hr)", "Die Mole am Montag.", "Ola Nord (hr)"),
    ("Le quai lundi matin. Crédit photo : Ola Nord", "Le quai lundi matin.", "Ola Nord"),
    ("Il molo lunedì. Fonte: Ansa", "Il molo lunedì.", "Ansa"),
    ("El muelle el lunes. Crédito: Ola Nord", "El muelle el lunes.", "Ola Nord"),
    ("O cais na segunda — Foto: Ola Nord/Agência Porto", "O cais na segunda", "Ola Nord/Agência Porto"),
    ("O cais na segunda. Imagem: Divulgação", "O cais na segunda.", "Divulgação"),
    ("De kade op maandag. Beeld: Ola Nord", "De kade op maandag.", "Ola Nord"),
    ("Kajen i måndags. Foto: Ola Nord/TT", "Kajen i måndags.", "Ola Nord/TT"),
    ("Kaia på mandag. Skjermdump: Havnevesenet", "Kaia på mandag.", "Havnevesenet"),
    ("Laituri maanantaina. Kuva: Aino Virta / Lehtikuva", "Laituri maanantaina.", "Aino Virta / Lehtikuva"),
    ("Nabrzeże w poniedziałek. Fot. Jan Kowal/PAP", "Nabrzeże w poniedziałek.", "Jan Kowal/PAP"),
    ("Molo v pondělí. Zdroj: ČTK", "Molo v pondělí.", "ČTK"),
    ("A móló hétfőn (Fotó: Kovács Ágnes / MTI)", "A móló hétfőn", "Kovács Ágnes / MTI"),
    ("Причал утром. Фото: Мария Ветрова / ТАСС", "Причал утром.", "Мария Ветрова / ТАСС"),
    ("Причал вранці. Джерело: Порт", "Причал вранці.", "Порт"),
    ("Η προβλήτα. Φωτογραφία: Μαρία Νίκου", "Η προβλήτα.", "Μαρία Νίκου"),
    ("Rıhtım sabah. Fotoğraf: Şule Ağa/AA", "Rıhtım sabah.", "Şule Ağa/AA"),
    ("Bến cảng sáng thứ hai. Ảnh: Nguyễn Văn A", "Bến cảng sáng thứ hai.", "Nguyễn Văn A"),
    ("الرصيف صباح الاثنين. المصدر: الأناضول", "الرصيف صباح الاثنين.", "الأناضول"),
    ("הרציף. צילום: דנה לוי", "הרציף.", "דנה לוי"),
    ("घाट. फोटो: रवि कुमार", "घाट.", "रवि कुमार"),
    ("图为周一早晨的码头。图源：视觉中国", "图为周一早晨的码头。", "视觉中国"),
    ("月曜朝の埠頭（写真：ロイター）", "月曜朝の埠頭", "ロイター"),
    ("월요일 아침 부두. 사진=연합뉴스", "월요일 아침 부두.", "연합뉴스"),
    ("월요일 아침 부두 (사진 제공=항만공사)", "월요일 아침 부두", "항만공사"),
    ("폐쇄 앞둔 다리 [항만공사 제공. 재판매 및 DB 금지]", "폐쇄 앞둔 다리", "항만공사"),
    ("폐쇄 앞둔 다리 [촬영 홍길동]", "폐쇄 앞둔 다리", "홍길동"),
    ("폐쇄 앞둔 다리. (사진=항만공사 제공) 2026.01.14. photo@hp.com *재판매 및 DB 금지", "폐쇄 앞둔 다리.", "항만공사"),
    ("旧旋转桥｜图源：视觉中国", "旧旋转桥", "视觉中国"),
    ("الجسر الدوار القديم (رويترز)", "الجسر الدوار القديم", "رويترز"),
    ("पुल पर आवागमन बंद रहेगा। एएनआई", "पुल पर आवागमन बंद रहेगा।", "एएनआई"),
    ("A view of the pier on Tuesday.—Reuters", "A view of the pier on Tuesday.", "Reuters"),
    ("The pier on Monday, March 2, 2026. (Ola Nord/Flash90)", "The pier on Monday, March 2, 2026.", "Ola Nord/Flash90"),
    # words instead of labels
    ("The pier on Monday. Photo by Ola Nord", "The pier on Monday.", "Ola Nord"),
    ("The pier on Monday. (Courtesy of Ola Nord)", "The pier on Monday.", "Ola Nord"),
    ("The pier on Monday. Courtesy of the Port of Harbour", "The pier on Monday.", "the Port of Harbour"),
    ("Pier am Montag. Foto Ola Nord", "Pier am Montag.", "Ola Nord"),
    ("Il molo lunedì. (Foto Ansa)", "Il molo lunedì.", "Ansa"),
    ("De kade op maandag. Beeld Ola Nord", "De kade op maandag.", "Ola Nord"),
    # brackets
    ("The pier on Monday. (Ola Nord via AP)", "The pier on Monday.", "Ola Nord via AP"),
    ("The pier on Monday. (Christie's)", "The pier on Monday.", "Christie's"),
    ("The pier on Monday (ABC News: Ola Nord)", "The pier on Monday", "ABC News: Ola Nord"),
    ("The pier on Monday (Supplied: Ola Nord)", "The pier on Monday", "Supplied: Ola Nord"),
    ("The pier [Ola Nord/Al Jazeera]", "The pier", "Ola Nord/Al Jazeera"),
    ("Dermaga (ANTARA FOTO/Budi Santoso)", "Dermaga", "ANTARA FOTO/Budi Santoso"),
    ("The pier (AFP PHOTO / Ola Nord)", "The pier", "AFP PHOTO / Ola Nord"),
    ("El muelle el 1 de agosto. Ola Nord (dpa/Getty)", "El muelle el 1 de agosto.", "Ola Nord (dpa/Getty)"),
    ("Le quai lundi, Paris (DR)", "Le quai lundi, Paris", "DR"),
    ("الرصيف صباح الاثنين (رويترز)", "الرصيف صباح الاثنين", "رويترز"),
    ("码头（图／翻摄自脸书）", "码头", "翻摄自脸书"),
    ("Rıhtım sabah. (AA)", "Rıhtım sabah.", "AA"),
    ("العبارة في الخليج (رويترز)", "العبارة في الخليج", "رويترز"),
    ("碼頭封閉兩個月。（圖翻攝自港口地圖）", "碼頭封閉兩個月。", "翻攝自港口地圖"),
    ("渡轮停靠码头 图片来自港口日报", "渡轮停靠码头", "港口日报"),
    ("המעבורת בנמל לובן (צילום ארכיון: יוסי מופת)", "המעבורת בנמל לובן", "יוסי מופת"),
    ("សាឡាងបណ្តោះអាសន្ន។ (រូបថត៖ សុខ គំរូ)", "សាឡាងបណ្តោះអាសន្ន។", "សុខ គំរូ"),
    ("渡轮停靠码头。 韩联社", "渡轮停靠码头。", "韩联社"),
    ("三号桥墩的裂缝。（网络截图）", "三号桥墩的裂缝。", "网络截图"),
    ("渡輪停靠碼頭。（影片截圖）", "渡輪停靠碼頭。", "影片截圖"),
    ("圖：渡輪停靠灣北碼頭 港口報記者林曉嵐攝", "渡輪停靠灣北碼頭", "港口報記者林曉嵐"),
    ("Dermaga pagi hari. (Pelabuhan6.com/Ola Nord)", "Dermaga pagi hari.", "Pelabuhan6.com/Ola Nord"),
    ("Kivuko kikiwa gatini. Picha na Ola Nord", "Kivuko kikiwa gatini.", "Ola Nord"),
    ("Un bac sur la baie. Ph. Droits tiers.", "Un bac sur la baie.", "Droits tiers"),
    ("FOTO DE ARCHIVO: El puerto de Lowen. EFE/Ola Nord", "FOTO DE ARCHIVO: El puerto de Lowen.", "EFE/Ola Nord"),
    ("অস্থায়ী ফেরি। —নিজস্ব চিত্র।", "অস্থায়ী ফেরি।", "নিজস্ব চিত্র"),
    ("碼頭。（圖／記者林小嵐攝）", "碼頭。", "記者林小嵐"),
    ("碼頭。（記者林小嵐翻攝）", "碼頭。", "記者林小嵐翻攝"),
    ("記者林小嵐／攝影", None, "記者林小嵐"),
    ("風景攝影", "風景攝影", None),
    ("월요일 아침 부두 [항구뉴스 자료사진. 재판매 및 DB 금지]", "월요일 아침 부두", "항구뉴스 자료사진"),
    ("월요일 아침 부두./항구뉴스", "월요일 아침 부두.", "항구뉴스"),
    # an agency or a house after the sentence
    ("El muelle el lunes. EFE/Ola Nord", "El muelle el lunes.", "EFE/Ola Nord"),
    ("The pier on Monday. REUTERS/Ola Nord/File Photo", "The pier on Monday.", "REUTERS/Ola Nord/File Photo"),
    ("The pier on Monday. Ola Nord/Harbour Post, File", "The pier on Monday.", "Ola Nord/Harbour Post, File"),
    ("Le quai lundi à Paris. OLA NORD / AFP", "Le quai lundi à Paris.", "OLA NORD / AFP"),
    ("The pier on Monday. Getty", "The pier on Monday.", "Getty"),
    ("Die Mole. Imago/Hafen-News.de", "Die Mole.", "Imago/Hafen-News.de"),
    # bars, dashes, slashes
    ("The pier on Monday | Ola Nord/PA Images via Getty Images", "The pier on Monday",
     "Ola Nord/PA Images via Getty Images"),
    ("The pier — Reuters", "The pier", "Reuters"),
    ("Le quai - OLA NORD / AFP", "Le quai", "OLA NORD / AFP"),
    ("월요일 아침 부두 /연합뉴스", "월요일 아침 부두", "연합뉴스"),
    ("The pier at noon (picture alliance / prisma TPX)", "The pier at noon", "picture alliance / prisma TPX"),
    ("The pier. IMAGO / Nord Publishers /Pool / i-Nord", "The pier.", "IMAGO / Nord Publishers /Pool / i-Nord"),
    ("The pier on Monday morning (Ola Nord/via Reuters)", "The pier on Monday morning", "Ola Nord/via Reuters"),
    ("Höfnin á mánudag. (hafnir.is/Ola Nord)", "Höfnin á mánudag.", "hafnir.is/Ola Nord"),
    ("Harbour pier /AP", "Harbour pier", "AP"),
    ("La gare du Nord / AFP", "La gare du Nord", "AFP"),
    ("Il porto di Lowen / Ansa", "Il porto di Lowen", "Ansa"),
    ("The mayor is to represent the UK Ola Nord/AP", "The mayor is to represent the UK", "Ola Nord/AP"),
    ("月曜朝の埠頭＝共同", "月曜朝の埠頭", "共同"),
    # East Asian manner
    ("月曜朝の埠頭＝2024年1月1日、山田太郎撮影", "月曜朝の埠頭＝2024年1月1日", "山田太郎"),
    ("周一早晨的码头。新华社记者张三摄", "周一早晨的码头。", "新华社记者张三"),
    ("周一早晨的码头。新华社发（李四摄）", "周一早晨的码头。", "新华社发（李四）"),
    ("本报记者 李四 摄", None, "本报记者 李四"),
    ("周一早晨的码头。李四/picture alliance 摄", "周一早晨的码头。", "李四/picture alliance"),
    ("周一早晨的码头（李四/picture alliance 摄）", "周一早晨的码头", "李四/picture alliance"),
    ("周一早晨的码头，李四/AFP攝", "周一早晨的码头", "李四/AFP"),
    ("周一早晨的码头 李四、王五 摄", "周一早晨的码头", "李四、王五"),
    ("周一早晨的码头。Ola Nord 摄", "周一早晨的码头。", "Ola Nord"),
    ("周一早晨的码头 Ola Nord/Reuters 供图", "周一早晨的码头", "Ola Nord/Reuters"),
    ("周一早晨的码头。picture alliance/dpa 供图", "周一早晨的码头。", "picture alliance/dpa"),
    ("Ola Nord 在码头拍摄", "Ola Nord 在码头拍摄", None),
    ("码头边的 Harbour Hotel 示意图", "码头边的 Harbour Hotel 示意图", None),
    ("周一早晨的码头。新华社发", "周一早晨的码头。", "新华社"),
    ("周一早晨的码头。（李四 摄，新华社发）", "周一早晨的码头。", "李四 摄，新华社发"),
    ("周一早晨的码头。港口日报记者李四 摄影报道", "周一早晨的码头。", "港口日报记者李四"),
    ("周一早晨的码头（港口晚报）", "周一早晨的码头", "港口晚报"),
    ("周一早晨的码头（港口发布）", "周一早晨的码头", "港口发布"),
    ("周一早晨的码头（彭博社）", "周一早晨的码头", "彭博社"),
    ("周一早晨的码头。图据港口发布", "周一早晨的码头。", "港口发布"),
    ("周一早晨的码头（港口新闻截图）", "周一早晨的码头", "港口新闻截图"),
    ("周一早晨的码头（網上圖片）", "周一早晨的码头", "網上圖片"),
    ("周一早晨的码头（港口日报资料图）", "周一早晨的码头", "港口日报资料图"),
    ("周一早晨的码头。（資料圖片／李四攝）", "周一早晨的码头。", "李四"),
    ("周一早晨的码头（受访者供图）", "周一早晨的码头", "受访者"),
    ("（本版照片均由李四摄）", None, "李四"),
    ("图片由港湾局提供", None, "港湾局"),
    ("周一早晨的码头（资料图）", "周一早晨的码头（资料图）", None),
    ("周一早晨的码头（西岸）", "周一早晨的码头（西岸）", None),
    ("新款渡轮（今年9月发布）", "新款渡轮（今年9月发布）", None),
    ("唱片封面（昨日发布）", "唱片封面（昨日发布）", None),
    ("老式电视（黑白电视）", "老式电视（黑白电视）", None),
    ("他手举标语（假新闻）", "他手举标语（假新闻）", None),
    ("船长逃离码头截图", "船长逃离码头截图", None),
    ("市长朋友圈截图", "市长朋友圈截图", None),
    ("展馆里的报社档案照片", "展馆里的报社档案照片", None),
    ("由港湾局提供", None, "港湾局"),
    ("周一早晨的码头，图据实绘成", "周一早晨的码头，图据实绘成", None),
    ("（圖／記者李四攝）", None, "記者李四"),
    ("El muelle el lunes por la mañana EFE/Ola Nord", "El muelle el lunes por la mañana", "EFE/Ola Nord"),
    ("The pier on Monday. Handout via REUTERS", "The pier on Monday.", "Handout via REUTERS"),
    ("Photo: Ola Nord/Reuters. The pier was closed on Monday.", "The pier was closed on Monday.", "Ola Nord/Reuters"),
    ("Cheiul luni dimineața Inquam Photos / Ola Nord", "Cheiul luni dimineața", "Inquam Photos / Ola Nord"),
    ("Причал в понедельник. Автор фото: Ола Норд", "Причал в понедельник.", "Ола Норд"),
    ("ท่าเรือเมื่อวันจันทร์ ภาพโดย สมชาย ใจดี", "ท่าเรือเมื่อวันจันทร์", "สมชาย ใจดี"),
    ("（C）共同", None, "共同"),
    ("월요일 부두의 모습 연합뉴스", "월요일 부두의 모습", "연합뉴스"),
    ("월요일 부두의 모습 로이터 연합뉴스", "월요일 부두의 모습", "로이터 연합뉴스"),
    ("월요일 부두의 모습. 로이터 연합뉴스", "월요일 부두의 모습.", "로이터 연합뉴스"),
    ("월요일 아침 부두. /로이터 연합뉴스", "월요일 아침 부두.", "로이터 연합뉴스"),
    ("월요일 아침 부두 [로이터=연합뉴스]", "월요일 아침 부두", "로이터=연합뉴스"),
    ("월요일 아침 부두. ⓒ 뉴스1", "월요일 아침 부두.", "뉴스1"),
    # marks
    ("Причал утром © РИА Новости / Мария Ветрова", "Причал утром", "РИА Новости / Мария Ветрова"),
    ("Le quai lundi. © Ola Nord / AFP", "Le quai lundi.", "Ola Nord / AFP"),
    ("港の沖で朝を待つ船＝共同通信", "港の沖で朝を待つ船", "共同通信"),
    ("港の沖で朝を待つ船＝ＡＰ", "港の沖で朝を待つ船", "ＡＰ"),
    ("港の沖で朝を待つ船＝AFP時事", "港の沖で朝を待つ船", "AFP時事"),
    ("港の沖で朝を待つ船（写真提供：港湾局）", "港の沖で朝を待つ船", "港湾局"),
    ("港の沖で朝を待つ船 撮影・佐藤花子", "港の沖で朝を待つ船", "佐藤花子"),
    ("港の沖で朝を待つ船 【時事通信社】", "港の沖で朝を待つ船", "時事通信社"),
    ("船只在码头外等候。IC photo 图", "船只在码头外等候。", "IC photo"),
    ("船隻在碼頭外等候。（中央社檔案照片）", "船隻在碼頭外等候。", "中央社檔案照片"),
    ("船隻在碼頭外等候。（資料照，記者李明攝）", "船隻在碼頭外等候。", "記者李明"),
    ("부두 앞에서 배들이 기다리고 있다. 홍길동 기자 hong@news.kr", "부두 앞에서 배들이 기다리고 있다.", "홍길동 기자"),
    ("부두 앞에서 배들이 기다리고 있다. 부산=홍길동 기자", "부두 앞에서 배들이 기다리고 있다.", "부산=홍길동 기자"),
    ("부두 앞에서 배들이 기다리고 있다. 2026.5.4 연합뉴스", "부두 앞에서 배들이 기다리고 있다. 2026.5.4", "연합뉴스"),
    ("市长在码头对记者讲话 陈思远/AFP", "市长在码头对记者讲话", "陈思远/AFP"),
    ("Boats wait off the quay. — Reuters pic", "Boats wait off the quay.", "Reuters pic"),
    ("Boats wait off the quay. ST PHOTO: OLA NORD", "Boats wait off the quay.", "OLA NORD"),
    ("Boats wait off the quay. File image: Reuters", "Boats wait off the quay.", "Reuters"),
    ("Boats wait off the quay. Ola Nord for HBR", "Boats wait off the quay.", "Ola Nord for HBR"),
    ("Łodzie czekają rano Fot. Ola Nord / Agencja Port", "Łodzie czekają rano", "Ola Nord / Agencja Port"),
    ("Barcos diante do cais Reprodução/Instagram", "Barcos diante do cais", "Instagram"),
    ("घाट के बाहर नावें। फोटो साभार: रॉयटर्स", "घाट के बाहर नावें।", "रॉयटर्स"),
    ("ঘাটের বাইরে নৌকা। ছবি: সাবিনা রহমান।", "ঘাটের বাইরে নৌকা।", "সাবিনা রহমান"),
    ("گھاٹ کے باہر کشتیاں۔ (فوٹو: اے ایف پی)", "گھاٹ کے باہر کشتیاں۔", "اے ایف پی"),
    ("قوارب تنتظر قبالة الرصيف (الجزيرة)", "قوارب تنتظر قبالة الرصيف", "الجزيرة"),
    ("Il molo in una foto di archivio (Ansa)", "Il molo in una foto di archivio", "Ansa"),
    ("Foto de archivo del muelle (Reuters)", "Foto de archivo del muelle", "Reuters"),
    ("Laevad sadamas. Autor/allikas: Ola Nord/Sadam", "Laevad sadamas.", "Ola Nord/Sadam"),
    ("Boats wait off the quay.Credit...Ola Nord", "Boats wait off the quay.", "Ola Nord"),
    ("Boats wait off the quay. Post Photo: Ola Nord", "Boats wait off the quay.", "Ola Nord"),
    ("Boats wait off St. Paul. Photo: O.N.", "Boats wait off St. Paul.", "O.N."),
    ("Les bateaux attendent. - Ola Nord.", "Les bateaux attendent.", "Ola Nord"),
    ("Los barcos esperan. Fuente externa", "Los barcos esperan.", "Fuente externa"),
    ("Boats wait off the quay. —OLA NORD", "Boats wait off the quay.", "OLA NORD"),
    ("Laivai uoste / O. Nordas/Uosto nuotr.", "Laivai uoste", "O. Nordas/Uosto"),
    ("Laivai / O. Nordas/Uosto nuotr.", "Laivai", "O. Nordas/Uosto"),
    ("Ida Brandt / O. Nordo nuotr.", "Ida Brandt", "O. Nordo"),
    ("Olos Nordo / Uosto nuotr.", None, "Olos Nordo / Uosto"),
    ("Olos Nordo/Uosto nuotr.", None, "Olos Nordo/Uosto"),
    ("O. Nordo / Uosto nuotr.", None, "O. Nordo / Uosto"),
    ("ELTA / O. Nordo nuotr.", None, "ELTA / O. Nordo"),
    ("BNS / Olos Nordo/Uosto nuotr.", None, "BNS / Olos Nordo/Uosto"),
    ("Olos Nordo / Uosto nuotr. / Laivai laukia uoste", "Laivai laukia uoste", "Olos Nordo / Uosto"),
    ("© Ansa | Il vecchio molo chiuso al traffico", "Il vecchio molo chiuso al traffico", "Ansa"),
    ("Les bateaux attendent (Photo Ola Nord. AFP)", "Les bateaux attendent", "Ola Nord. AFP"),
    ("Les bateaux au port. Photo Ola Nord. Reuters", "Les bateaux au port.", "Ola Nord. Reuters"),
    ("Los barcos esperan. (Foto Prensa: Ola Nord)", "Los barcos esperan.", "Prensa: Ola Nord"),
    ("Barcos no cais. Ola Nord/Agência Porto - 02.03.2026", "Barcos no cais.", "Ola Nord/Agência Porto - 02.03.2026"),
    ("Пороми чекають. Фото: Порт - О. Н.", "Пороми чекають.", "Порт - О. Н."),
    ("Laivai laukia uoste. O. Nordo nuotr.", "Laivai laukia uoste.", "O. Nordo"),
    ("A hajók várnak. Nord Ola felvétele", "A hajók várnak.", "Nord Ola"),
    ("船隻在碼頭外等候。攝：林曉嵐/港報", "船隻在碼頭外等候。", "林曉嵐/港報"),
    ("船只在码头外等候。(法新社照片)", "船只在码头外等候。", "法新社照片"),
    ("Die Mole. © TRF/Ola Nord, honorarfrei - Verwendung gemäß der AGB (S2).", "Die Mole.", "TRF/Ola Nord"),
    (
        'Die Mole. (Foto: Ola Nord) / Weiterer Text über ots und www.molen.example/nr/1 / Die Verwendung hier ist '
        'honorarfrei. Veröffentlichung bitte unter Quellenangabe: "obs/Molen GmbH/Ola Nord"',
        "Die Mole.",
        "obs/Molen GmbH/Ola Nord",
    ),
    (
        "Die Mole. Foto: Ola Nord. Weiterer Text über ots und www.molen.example/nr/1. Die Verwendung ist honorarfrei.",
        "Die Mole.",
        "Ola Nord",
    ),
    ("港の沖で朝を待つ船=港新聞社", "港の沖で朝を待つ船", "港新聞社"),
    ("부두 앞에서 배들이 기다리고 있다. 항구신문 자료사진", "부두 앞에서 배들이 기다리고 있다.", "항구신문 자료사진"),
]  # fmt: skip


LABELS = """
Privatfoto, PR-foto, Pressefoto, Pressbild, Skjermbilde, Skärmbild, Genrebild, Illustrasjonsfoto, Kuvakaappaus
Ljósmyndari, Samsett mynd, Arhiivifoto, Foto autors, Zdjęcie ilustracyjne, Źródło zdjęcia głównego
Zdroj fotografie, Foto archiv, Snímka, Fotografija, Avtor fotografije, Autor fotografije, Printscreen
Foto-ilustracija, Foto arhivă, Kép forrása, Φωτογράφος, Πηγή φωτογραφίας, Burimi, Крыніца, Фото автора
Foto di repertorio, Foto d'archivio, Foto de archivo, Font, Imatge, Crèdit, Argazkiak, Iturria, Imaxe, Fòto
Photo d’illustration, Archieffoto, Fotograaf, Ffoto, Ffynhonnell y llun, Foinse, Ritratt
Fénykép, Pilt, Infografik, Ilustrační snímek, Foto ilustrativní, Imagen de archivo, Imagem ilustrativa
Архивное фото, Ілюстративне фото, Arşiv fotoğrafı
"""


def test_labels_of_credits_are_known_in_the_languages_of_europe() -> None:
    said = "The boats wait off the quay."
    for label in LABELS.strip().replace("\n", ", ").split(", "):
        for form in (f"{said} {label}: Ola Nord", f"{said} ({label}: Ola Nord)"):
            assert split_credit(form) == (said, "Ola Nord"), label


@pytest.mark.parametrize(("text", "caption", "credit"), WRITTEN, ids=lambda v: v[:40] if isinstance(v, str) else "")
def test_a_credit_is_parted_from_its_caption(text: str, caption: str, credit: str) -> None:
    assert split_credit(text) == (caption, credit)


@pytest.mark.parametrize(
    "text",
    [
        "The pier (left) and the bridge",
        "The pier in May (File photo)",
        "Die Mole am Montag (Archivbild)",
        "Im Bild: Die Hafenbrücke am Montag",
        "Auf dem Foto: Bürgermeisterin Ida Brandt",
        "En la foto: el muelle del puerto",
        "Foto de familia de los líderes",
        "Foto di repertorio: polizia in azione",
        "Photo from the archive",
        "The Photo Gallery in Berlin",
        "Copyright law is debated in the harbour",
        "A source said: nothing has changed here today",
        "He said “Never again.” Reuters could not verify this.",
        "Ida Brandt speaks at the harbour.",
        "Left: Ola Nord. Right: Ida Brandt",
        "Angela Nord, Ida Brandt und Ola Stern",
        "The bridge, the pier, and the harbour in 2021",
        "L'image: un quai",
        "Los barcos. Foto Puerto: la grúa nueva del muelle",
        "记者在现场拍摄",
        "De brug op een foto van archief Jansen",
        "Die Mole am Montag. Bild und Ton fielen aus",
        "Die Mole am Montag. Bild links: Ida Brandt",
        "Die Mole am Montag. Bild oben",
        "Ein Bild Ola Nords hängt an der Mole",
        "Der Kran (Bild Mitte) und die Mole",
        "Der Kran. Bild vom Montag",
        "Der Hafen. Bild Symbolbild",
        "港の沖で待つ船＝２日、北港",
        "The photo... Then he left.",
        "Ola Nord spielte honorarfrei auf der Mole.",
    ],
)
def test_a_caption_without_a_credit_stays_whole(text: str) -> None:
    assert split_credit(text) == (text, None)


def test_a_house_that_stands_alone_is_what_the_picture_shows() -> None:
    assert split_credit("The Harbour Museum") == ("The Harbour Museum", None)
    assert split_credit("The pier on Monday. Harbour Museum") == ("The pier on Monday.", "Harbour Museum")


def test_a_name_before_the_bracket_is_whom_the_picture_shows() -> None:
    assert split_credit("Ida Brandt (Reuters)") == ("Ida Brandt", "Reuters")


@pytest.mark.parametrize(
    "text",
    [
        "dpa", "(Getty Images)", "AP Photo/Ola Nord", "Ola Nord, ČTK", "Ola Nord/The Harbour Post", "KEYSTONE/Ola Nord",
        "picture alliance / ASSOCIATED PRESS | Ola Nord", "Shutterstock.com", "Supplied", "zVg", "Foto: Ola Nord",
        "© Ola Nord", "Photo by Ola Nord", "The Harbour Shimbun", "Ola Nord (Reuters)", "HANDOUT / AFP", "新华社",
        "Ola Nord/The Harbour Post (AP)", "Ola Nord (AFP via Getty Images)",
        "ロイター", "Divulgação", "Gentileza", "Gentileza La Voz", "홍길동 기자", "Ansa", "20min/Ola Nord",
        "OLA NORD / FREE PRESS", "Harbour Post file photo", "News staff photo",
    ],
)  # fmt: skip
def test_a_line_that_is_nothing_but_a_credit(text: str) -> None:
    assert reads_as_credit(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Foto:",
        "The pier on Monday",
        "Ida Brandt",
        "Harbour",
        "Das Gebäude der Behörde in Köln (Ola Nord/dpa)",
        "Das Gebäude der Behörde in Köln (dpa)",
        "Prime Minister Ida Brandt (Ola Nord/PA)",
        "La Casa del Puerto (EFE)",
        "Le Palais de Justice de Paris (AFP)",
        "Kanzlerin Ida Brandt (SPD) © dpa",
        "Premier Ida Brandt - © ANP",
        "Premier Ida Brandt / Ola Nord/PAP",
        "Rathaus in Köln / dpa",
        "The ships left on Monday, Reuters reported",
        "12/2021",
        "File photo",
        "Undated file photo",
        "The Post file photo shows the pier",
        "A Scout staff picture day",
    ],
)
def test_a_line_that_is_more_or_less_than_a_credit(text: str) -> None:
    assert not reads_as_credit(text)


@pytest.mark.parametrize(
    ("written", "credit"),
    [
        ("Foto: Bild: Ola Nord", "Ola Nord"),
        ("Image source, Getty Images", "Getty Images"),
        ("Fuente de la imagen, Getty Images", "Getty Images"),
        ("Photo by Ola Nord", "Ola Nord"),
        ("Ola Nord/Copyright 2024 The AP. All rights reserved", "Ola Nord/The AP"),
        ("(Ola Nord/AP)", "Ola Nord/AP"),
        ("© photo news", "photo news"),
        ("新华社发（李四", "新华社发（李四）"),
    ],
)
def test_labels_and_reserved_rights_are_not_the_credit(written: str, credit: str) -> None:
    assert trimmed_credit(written) == credit


@pytest.mark.parametrize("text", ["Photo:", "Credit", "Credit...", "Copyright ", "Foto:", "图源：", "사진"])
def test_a_label_alone(text: str) -> None:
    assert is_label(text)


def test_a_label_with_a_name_is_more_than_a_label() -> None:
    assert not is_label("Photo: Ola Nord")
    assert not is_label("The pier")


def test_names_are_told_from_sentences() -> None:
    assert is_named_like("Ola Nord")
    assert is_named_like("Ida von der Brandt")
    assert not is_named_like("The pier on Monday.")
    assert not is_named_like("Harbour")
    assert is_prose("the ships left the harbour")
    assert not is_prose("U.S. District Court, Eastern District of New York")


def test_only_a_line_with_a_label_calls_itself_credited() -> None:
    assert is_credited("The pier. Photo: Ola Nord")
    assert not is_credited("The pier, said Ola Nord of Reuters")


HOSTILE = [
    "(" * 50_000, "Foto " * 20_000, " | " * 30_000, "Foto: " * 20_000, "a/" * 40_000, ". " * 40_000,
    "photo by " * 10_000, "AFP/" * 20_000, " " * 100_000 + "x", "（摄" * 40_000, "＝" * 90_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[t[:6].strip() or "space" for t in HOSTILE])
def test_hostile_text_takes_no_time(text: str) -> None:
    begun = time.process_time()
    split_credit(text)
    trimmed_credit(text)
    assert reads_as_credit(text) is False
    assert time.process_time() - begun < 1


@given(st.text(alphabet="aB .:/|()©[]Foto字。摄影=-＝,", max_size=80))
def test_what_is_parted_was_there(text: str) -> None:
    caption, credit = split_credit(text)
    assert caption != ""
    assert credit != ""
    assert caption is None or caption in text
    assert credit is None or credit.rstrip(")）]") in text


@pytest.mark.parametrize(
    ("label", "signs"),
    [("Foto", ":：=＝՝៖፡/／|"), ("Image source", ",，،:"), ("The pier in the rain. Foto", ":：=＝՝៖፡/／")],
)
def test_a_label_is_one_with_each_sign_that_may_stand_behind_it(label: str, signs: str) -> None:
    assert {split_credit(f"{label}{sign} Ola Nord")[1] for sign in signs} == {"Ola Nord"}
