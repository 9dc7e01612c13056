"""CVs laid out as people lay them out: dates, titles or a side column beside the text (for typst)."""

from __future__ import annotations

LAYOUTS = {
    "dates at the left": r"""
#set page(paper:"a4",margin:2cm)
#set text(font:"Libertinus Serif",size:11pt)
#text(20pt,weight:"bold")[Sarah Hughes]

12 Bridge Street, Wrexham LL13 7AA \
07700 900111 | sarah.hughes\@example.org

#text(14pt,weight:"bold")[Work Experience]
#grid(columns:(4.5cm,1fr),row-gutter:14pt,
[Jan 2019 – Present],[*Care Assistant* \ Plas Menai Care Home, Bangor \ - Helped residents wash and
dress \ - Wrote daily notes for the nurse],
[March 2016 – Dec 2018],[*Shop Assistant* \ Morrisons, Caernarfon \ - Served customers at the till and
kept the shelves full through the busiest season of the year \ - Counted stock],
[2014 – 2016],[*Cleaner* \ Ysbyty Gwynedd, Bangor \ - Cleaned wards],
)
#text(14pt,weight:"bold")[Education]
#grid(columns:(4.5cm,1fr),row-gutter:10pt,
[2012 – 2014],[*NVQ Level 2 Health and Social Care* \ Coleg Menai],
[2007 – 2012],[*7 GCSEs including English and Maths* \ Ysgol Tryfan],
)
#text(14pt,weight:"bold")[Skills]
- Patient and calm
- Microsoft Word and Excel
""",
    "dates broken over two lines": r"""
#set page(paper:"a4",margin:2cm)
#set text(font:"Libertinus Serif",size:11pt)
#text(20pt,weight:"bold")[Tom Reilly]

07700 900222 | tom\@example.org

*EMPLOYMENT HISTORY*
#grid(columns:(2.6cm,1fr),column-gutter:12pt,row-gutter:14pt,
[September 2018 – March 2021],[*Warehouse Operative*, Castle Logistics Ltd \ Picked and packed orders by
scanner. \ Loaded lorries by forklift.],
[June 2015 – August 2018],[*Kitchen Porter*, Bay Hotel \ Washed up and kept the kitchen clean.],
[Oct 2012 – May 2015],[*Labourer*, Self-employed \ Mixed plaster and carried bricks for a gang of three
men.],
)
*EDUCATION*
#grid(columns:(2.6cm,1fr),column-gutter:12pt,row-gutter:10pt,
[2010 – 2012],[Bricklaying Level 1, Coleg Cambria],
)
*INTERESTS*

Football, fishing
""",
    "titles at the left": r"""
#set page(paper:"a4",margin:2cm)
#set text(font:"Libertinus Serif",size:11pt)
#text(20pt,weight:"bold")[Aled Prys]

aled\@example.org | 07700 900333

#grid(columns:(3.8cm,1fr),column-gutter:14pt,row-gutter:16pt,
[*Profile*],[A steady and hard-working driver who has driven vans and lorries over all of North Wales
for eleven years without a single accident.],
[*Work history*],[*HGV driver*, Castle Logistics Ltd, Bangor \ Jan 2015 – Dec 2020 \ - Drove to Dublin
twice a week \ - Kept the tachograph records],
[],[*Van driver*, Royal Mail, Holyhead \ 2010 – 2015 \ - Delivered parcels],
[*Education*],[GCSEs, Ysgol Syr Thomas Jones, 2008],
[*Skills*],[- First aid \ - Route planning \ - Welsh and English],
[*References*],[Available on request],
)
""",
    "a column at the left": r"""
#set page(paper:"a4",margin:0cm)
#set text(font:"Libertinus Serif",size:10pt)
#grid(columns:(6.5cm,1fr),
rect(fill:rgb("#1f3a5f"),height:100%,width:100%,inset:18pt)[#set text(fill:white)
#text(13pt,weight:"bold")[CONTACT]

07700 900444 \ megan.evans\@example.org \ 5 Heol y Bont \ Bala \ LL23 7AB

#text(13pt,weight:"bold")[SKILLS]
- Cash handling
- Customer service
- Stock control

#text(13pt,weight:"bold")[LANGUAGES]

Welsh – fluent \ English – fluent

#text(13pt,weight:"bold")[HOBBIES]

Singing, sewing
],
block(inset:24pt)[
#text(26pt,weight:"bold")[MEGAN EVANS]

#text(13pt)[Retail supervisor]

#text(13pt,weight:"bold")[PROFILE]

Cheerful retail supervisor with nine years behind the counter, trusted with keys and cash, who likes to
train new starters.

#text(13pt,weight:"bold")[EXPERIENCE]

*Supervisor*  \
Siop Eryri, Bala | Apr 2017 – Present
- Opened and closed the shop
- Trained four new starters

*Sales assistant* \
Boots, Wrexham | 2012 – 2017
- Served at the till
- Kept the pharmacy counter tidy

#text(13pt,weight:"bold")[EDUCATION]

*A levels: Welsh, Art* \
Ysgol y Berwyn | 2010 – 2012
])
""",
    "a column at the right": r"""
#set page(paper:"a4",margin:1.5cm)
#set text(font:"Libertinus Serif",size:10pt)
#text(24pt,weight:"bold")[Jakub Kowalczyk] \
#text(13pt)[Welder]

#grid(columns:(1fr,5.5cm),gutter:0.8cm,[
#text(13pt,weight:"bold")[Summary]

Coded welder with ten years of work in shipyards and on building sites, used to night shifts.

#text(13pt,weight:"bold")[Work Experience]

*Welder* \
Cammell Yard Ltd, Birkenhead \
May 2016 – Present
- MIG and TIG welding of hulls
- Read drawings

*Fabricator* \
Steel Works Sp. z o.o., Gdańsk \
2011 – 2016
- Cut and joined plate

#text(13pt,weight:"bold")[Education]

*Vocational certificate in welding* \
Zespół Szkół nr 3, Gdańsk \
2008 – 2011
],[
#text(13pt,weight:"bold")[Contact]

07700 900555 \ jakub\@example.org \ Wirral CH41 1AA

#text(13pt,weight:"bold")[Key skills]

MIG \ TIG \ Forklift

#text(13pt,weight:"bold")[Certificates]

CSCS card \ Working at height

#text(13pt,weight:"bold")[Languages]

Polish (native) \ English (good)
])
""",
    "dates at the right": r"""
#set page(paper:"a4",margin:2cm)
#set text(font:"Libertinus Serif",size:11pt)
#align(center)[#text(20pt,weight:"bold")[Karen O'Neill]]
#align(center)[karen\@example.org · 07700 900666 · Chester]

*Professional Experience*
#grid(columns:(1fr,4cm),row-gutter:12pt,
[*Bay Hotel, Llandudno* \ _Receptionist_ \ - Checked guests in and out \ - Took bookings by telephone],
align(right)[Feb 2018 – Nov 2020],
[*Quay Café, Conwy* \ _Waitress_ \ - Served sixty tables], align(right)[2015 – 2018],
[*Asda, Queensferry* \ _Checkout operator_ \ - Tills], align(right)[2013 – 2015],
)
*Education*
#grid(columns:(1fr,4cm),row-gutter:12pt,
[*Coleg Llandrillo* \ Travel and Tourism Level 3], align(right)[2011 – 2013],
)
""",
    "years at the left, nothing bold": r"""
#set page(paper:"a4",margin:2.2cm)
#set text(font:"Libertinus Serif",size:11pt)
CURRICULUM VITAE

Name: Derek Owen \
Address: 4 Ffordd Las, Rhyl LL18 1AB \
Tel: 07700 900777

Personal profile

I am a hard working man who likes to be outside and has done all kinds of work on farms, roads and
building sites since he left school at sixteen.

Employment

#grid(columns:(3.5cm,1fr),row-gutter:11pt,
[2017-2020],[Groundworker],
[],[Jones Civil Engineering],
[],[Dug trenches, laid pipes, drove a dumper.],
[2012-2017],[Farm hand],
[],[Tyddyn Mawr],
[],[Milked cows, mended fences.],
[2010-2012],[Refuse collector],
[],[Conwy Council],
[],[Collected bins.],
)

Education

#grid(columns:(3.5cm,1fr),row-gutter:11pt,
[2005-2010],[Rhyl High School],
[],[GCSE Maths D, English C],
)

References

On request
""",
    "a column and dates, in Welsh": r"""
#set page(paper:"a4",margin:1.5cm)
#set text(font:"Libertinus Serif",size:10pt)
#grid(columns:(4.6cm,1fr),gutter:0.8cm,[
#text(12pt,weight:"bold")[Manylion cyswllt]

07700 900111 \ llinos\@example.org

#text(12pt,weight:"bold")[Sgiliau]
- Gofal personol
- Coginio
- Gyrru
- Cymorth cyntaf

#text(12pt,weight:"bold")[Ieithoedd]

Cymraeg (rhugl) \ Saesneg (rhugl)
],[
#text(22pt,weight:"bold")[Llinos Haf Prydderch-Evans]

#text(12pt,weight:"bold")[Proffil]

Gweithiwr gofal profiadol a charedig sydd wedi gofalu am bobl hŷn yn eu cartrefi ers deng mlynedd.

#text(12pt,weight:"bold")[Hanes gwaith]

#grid(columns:(3cm,1fr),row-gutter:10pt,
[Mai 2016 – presennol],[*Gweithiwr gofal* \ Cyngor Gwynedd, Caernarfon \ - Gofalu am bobl yn eu
cartrefi],
[2011 – 2016],[*Cogydd* \ Ysgol Dyffryn Ogwen, Bethesda \ - Coginio cinio i ddau gant],
[2009 – 2011],[*Glanhawr* \ Ysbyty Gwynedd, Bangor \ - Glanhau wardiau],
)
#text(12pt,weight:"bold")[Addysg]

#grid(columns:(3cm,1fr),row-gutter:10pt,
[2007 – 2009],[*NVQ Lefel 2 Gofal* \ Coleg Menai, Bangor],
)
])
""",
    "places below the dates": r"""
#set page(paper:"a4",margin:2cm)
#set text(font:"Libertinus Serif",size:11pt)
#align(center)[#text(20pt,weight:"bold")[Wanda Król]]
#align(center)[wanda\@example.org | 07700 900555]

== Experience
#grid(columns:(3.6cm,1fr),row-gutter:12pt,
[#text(9pt)[06/2017 – 02/2021 \ Telford, UK]],[*Packer* \ Muller Dairy Ltd \ Packed yoghurts on a fast
line. \ Checked labels.],
[#text(9pt)[2012 – 2017 \ Poznań]],[*Cashier* \ Biedronka \ Served at the till.],
[#text(9pt)[2010 – 2012 \ Poznań]],[*Seamstress* \ Self-employed \ Altered dresses.],
)
== Education
#grid(columns:(3.6cm,1fr),row-gutter:12pt,
[#text(9pt)[2006 – 2010 \ Poznań]],[*Matura* \ Zespół Szkół nr 1],
)
== Languages
Polish (native), English (good)
""",
    "labels before each": r"""
#set page(paper:"a4",margin:2cm)
#set text(font:"Libertinus Serif",size:11pt)
*NAME:* Imran Hussain \
*ADDRESS:* 9 Mill Lane, Bradford BD1 1AA \
*TELEPHONE:* 07700 900321

*CAREER HISTORY*

#grid(columns:(3.6cm,1fr),row-gutter:8pt,
[Dates:],[June 2014 to May 2020],
[Employer:],[Aire Valley Transport Ltd],
[Job title:],[Bus driver],
[Duties:],[Drove buses on time and helped passengers who were lost.],
)
#v(10pt)
#grid(columns:(3.6cm,1fr),row-gutter:8pt,
[Dates:],[2010 to 2014],
[Employer:],[City Cabs],
[Job title:],[Taxi driver],
[Duties:],[Drove people home.],
)

*QUALIFICATIONS*

PCV licence, 2014
""",
    "three columns with times in three lines": r"""
#set page(paper:"a4",margin:2cm)
#set text(font:"Libertinus Serif",size:11pt)
#text(20pt,weight:"bold")[Ewan Macleod]

ewan\@example.org | 07700 900123

*Work History*
#grid(columns:(2.5cm,5cm,1fr),column-gutter:40pt,row-gutter:14pt,
[Mar 2019

–

now],[Castle Logistics Ltd],[Warehouse operative \ Picked orders and loaded vans for all of the county.],
[Jan 2015

to

Feb 2019],[Bay Hotel],[Kitchen porter \ Washed up.],
[June 2012

–

Dec 2014],[Asda],[Checkout operator \ Served at the tills.],
)
*Education*

GCSEs, Ysgol Tryfan, 2008
""",
}
"""By what is beside what."""
