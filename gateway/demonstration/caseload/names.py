"""Names for people who never lived, put together from common given names and family names of England and Wales."""

from typing import Final

FAMILY: Final = """
    Abbott Ackroyd Adeyemi Ahmed Ainsworth Akhtar Aldridge Appleby Archer Ashworth Atherton Bains Bancroft
    Barlow Bateman Beckett Begum Bellamy Bentham Birch Blackwell Bowen Bradshaw Brennan Bridgeman Broadhurst
    Brookes Burgess Cadwallader Calloway Carver Chadwick Chowdhury Clegg Cleverley Coles Cooke Cotterill Cragg
    Crowther Dacosta Dalton Davies Dawes Deakin Denholm Dhillon Dobson Drake Duffy Dunmore Eccles Edgerton Ellis
    Emery Evans Fairclough Farrow Fenwick Finch Fletcher Forde Fox Frost Gallagher Garside Gill Goddard
    Grabowski Greaves Griffiths Gunn Haddow Hallam Hancock Hardcastle Harker Hassan Hawthorne Hepworth Hinds
    Holden Hollis Hopkins Horrocks Hughes Hussain Ibrahim Ingham Iqbal Jagger James Jarvis Jenkins Johal Jones
    Kaminski Kaur Keegan Kellett Kendrick Kenyon Khan Kirkby Knowles Kowalski Langley Lawal Leigh Lewin Linton
    Lloyd Lockwood Lomax Lowther Mahmood Malik Marland Marsden Mbeki Mensah Mercer Metcalfe Midgley Mitton
    Morgan Mountford Nash Naylor Nelson Newbold Nkosi Norbury Nowak Oakes Ogden Okafor Oldroyd Ormerod Osborne
    Owusu Padgett Parry Patel Pearce Pemberton Penrose Pickering Pointer Powell Pritchard Quayle Rafferty Rahman
    Rashid Redfern Rees Renshaw Ridley Rigby Roberts Rowbotham Rushton Sandhu Sanderson Sargent Scholes Sefton
    Shah Sharrock Sheldon Singh Skelton Slater Smethurst Spencer Stainton Standish Stott Sutcliffe Swindell
    Tanner Tattersall Thackray Thomas Thorne Tordoff Turnbull Udall Upton Vance Varley Vaughan Venables
    Wadsworth Wainwright Wardle Weatherby Westbrook Whitehead Whittle Wilcox Wolstenholme Woodcock Wragg Yardley
    Yates Zaman
""".split()

MALE: Final = """
    Aaron Adam Adrian Ahmed Aidan Alan Alex Alfie Amir Andrew Anthony Arran Ashley Barry Ben Bilal Bradley Brian
    Callum Carl Chris Clive Colin Connor Craig Curtis Daniel Darren David Dean Declan Derek Dominic Duncan Dylan
    Eamonn Edward Elliot Eric Ethan Farhan Felix Francis Gareth Gary Gavin Geoffrey George Glen Graham Grant
    Gurpreet Harry Hassan Howard Hugh Ian Imran Ioan Jack Jacob Jake Jamal James Jamie Jason Jerome Joel John
    Jonah Jordan Joseph Joshua Kamil Karl Keith Kenneth Kevin Kieran Kofi Kyle Lance Lee Leon Lewis Liam Louis
    Luke Malcolm Marcin Marcus Mark Martin Matthew Michael Mohammed Nathan Neil Nicholas Nigel Norman Oliver
    Oscar Owen Patrick Paul Peter Philip Piotr Rashid Raymond Reece Rhys Richard Robert Robin Roger Ronald Ross
    Roy Russell Ryan Samuel Scott Sean Simon Stefan Stephen Steven Stuart Terence Thomas Timothy Tomasz Tony
    Trevor Tyler Usman Vincent Warren Wayne William Yusuf Zachary
""".split()

FEMALE: Final = """
    Abigail Aisha Alison Amanda Amelia Amy Angela Anna Beverley Bronwen Carly Carol Catrin Charlotte Chloe
    Claire Danielle Debbie Diane Donna Eleri Ellie Emma Farah Fiona Gemma Grace Hannah Hayley Heather Helen
    Holly Jade Janet Jasmine Jean Jennifer Joanne Julie Karen Kate Kelly Kirsty Laura Leanne Lesley Lisa
    Lorraine Louise Lucy Lynne Maria Maxine Megan Michelle Nadia Natalie Nicola Paula Priya Rachel Rebecca Ruth
    Samantha Sandra Sarah Shannon Sharon Sian Sophie Stacey Susan Tanya Teresa Tracy Vanessa Victoria Wendy
    Yasmin Zoe
""".split()

NICKNAMES: Final = """
    Ace Bear Biscuit Chalky Curly Dizzy Duke Fin Ginge Jonty Lofty Mo Moose Red Smiler Spud Tank Tiny
""".split()

ETHNICITIES: Final = {
    "White British": 79.0,
    "White Irish": 1.0,
    "Any other White background": 5.0,
    "Asian or Asian British: Pakistani": 3.0,
    "Asian or Asian British: Indian": 2.0,
    "Asian or Asian British: Bangladeshi": 1.0,
    "Black or Black British: Caribbean": 2.0,
    "Black or Black British: African": 2.5,
    "Mixed: White and Black Caribbean": 1.5,
    "Any other mixed background": 1.0,
    "Gypsy or Irish Traveller": 0.5,
    "Not stated": 1.5,
}

NATIONALITIES: Final = {
    "British": 93.0,
    "Polish": 1.5,
    "Romanian": 1.2,
    "Irish": 1.0,
    "Jamaican": 0.5,
    "Not known": 2.8,
}
