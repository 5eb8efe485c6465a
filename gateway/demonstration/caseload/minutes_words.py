"""What people write down: sentences of our own, from which decisions and minutes are composed.

A slot in braces is filled from the case: ``{name}``, ``{prison}``, ``{offence}``, ``{date}`` and so on.
"""

from typing import Final

from agencies.coordination.vocabulary import Level, LevelCriterion

RATIONALES: Final = {
    Level.LEVEL_1: (
        "The lead agency can carry out the plan with the help that other agencies give anyway.",
        "The plan is sound, each part has an owner, and no barrier between agencies was found.",
        "Nothing in the assessment calls for formal meetings; ordinary liaison is enough.",
        "Risk is managed by supervision and registration visits. A meeting would add nothing to either.",
    ),
    Level.LEVEL_2: (
        "Housing, police and probation each hold part of the plan, and it fails if one part moves without the others.",
        "High risk of serious harm to a known adult; formal meetings add oversight of contact and of the address.",
        "Release is near and no address has been approved. Agencies have to plan it together.",
        "Conduct has changed since the last assessment, and what each agency knows had not been put together.",
        "Active involvement of health and housing is needed for as long as the placement is unsettled.",
    ),
    Level.LEVEL_3: (
        "The plan needs staff and money at short notice, which only senior members can commit.",
        "Very high risk with an unpredictable trigger; decisions have to be taken between meetings.",
        "Public interest on release is expected, and several agencies must speak with one voice.",
    ),
}

HOW_MET: Final = {
    LevelCriterion.LEAD_AGENCY_CAN_MANAGE: (
        "One agency supervises, and the others answer when asked.",
        "Registration visits and supervision cover the whole of the plan.",
    ),
    LevelCriterion.PLAN_IS_ROBUST: (
        "Every pillar of the plan has an owner and a date.",
        "The plan was read against the assessment and no gap was found.",
    ),
    LevelCriterion.MEETINGS_ADD_VALUE: (
        "Agencies learnt of each other's concerns only when they met.",
        "The address, the curfew and the exclusion zone depend on one another.",
    ),
    LevelCriterion.HIGH_OR_VERY_HIGH_RISK: (
        "The current assessment puts the risk to a known adult at high.",
        "The current assessment puts the risk to children at high.",
    ),
    LevelCriterion.ACTIVE_INVOLVEMENT_NEEDED: (
        "Housing must find and hold a place; health must keep an appointment open.",
        "Three agencies have actions that wait for one another.",
    ),
    LevelCriterion.PREVIOUSLY_LEVEL_3: ("Managed at level 3 until the last review, and not yet settled.",),
    LevelCriterion.SENIOR_REPRESENTATION_NEEDED: (
        "A placement outside the area has to be paid for.",
        "Decisions are wanted from people who can bind their agency.",
    ),
    LevelCriterion.RESOURCES_AT_SHORT_NOTICE: ("A place and an escort may be needed on the day.",),
    LevelCriterion.PUBLIC_INTEREST: ("The trial was widely reported, and release will be too.",),
}

DISSENTS: Final = (
    "The prison would have waited for the next assessment before setting a level.",
    "Housing held that the plan asks more of the provider than was agreed.",
    "The police would have preferred the higher level until the first visit after release.",
    "Health did not agree that the missed appointments show a change of risk.",
)

OPENING: Final = (
    "The chair welcomed members and asked each to say who they are and whom they speak for.",
    "Members introduced themselves. Apologies were read out and the reports of those absent taken as sent.",
    "The chair opened the item and confirmed who was present for it.",
)
CONFIDENTIALITY: Final = (
    "The statement on confidentiality and diversity was read out and accepted by all present.",
    "The statement was shown on the screen; nobody objected. Members were asked to name any interest, and none did.",
    "The statement was read. Interpreting and reasonable adjustments were considered; none is needed.",
)
PURPOSE_FIRST: Final = (
    "This is the first meeting on {name}, referred by {lead} after {offence}.",
    "{name} comes to this panel for the first time. The referral asks for help with release and with the address.",
)
PURPOSE_REVIEW: Final = (
    "This is a review. Members were asked what has changed since the last meeting and whether the level is right.",
    "Review of the plan for {name}, who was last discussed {interval} weeks ago.",
)
PREVIOUS_NONE: Final = ("There are no earlier actions.",)
PREVIOUS: Final = (
    "All actions of the last meeting but one are complete; the address check is carried forward.",
    "Every action of the last meeting has been completed and closed.",
    "Two actions are complete. The referral to health is late and was given a new date.",
)
POLICE: Final = (
    "Two visits were made without notice. {name} was at home, sober and civil, and let officers see the telephone.",
    "A neighbour reported a child's bicycle in the hall. {name} said it is a visitor's son's; this is being checked.",
    "No new offence is recorded. One call about raised voices came to nothing when officers arrived.",
    "Enquiries show a second telephone that was not notified. It has been examined and nothing was found on it.",
    "A vehicle not known to the police was seen outside the address on three evenings.",
    "Messages were sent to a former partner through a friend. The friend has given an account and will not repeat it.",
)
POLICE_INSIDE: Final = (
    "The proposed address was visited. Its tenant knows of {offence} and is content, but works nights.",
    "Two letters to a former partner were handed in at a police station. Neither was answered.",
    "Enquiries are finished and nothing is outstanding. Markers will be ready on the day of release.",
    "A visitor to {prison} is himself known to the police; the visits have been looked at and may go on.",
    "A caller who would not give a name said that {name} means to return to the street where it happened.",
)
PRISON: Final = (
    "{name} is held at {prison}, works in the gardens and has had no adjudication since the last meeting.",
    "Telephone monitoring continues. One number was removed after its owner asked for no more calls.",
    "Conduct at {prison} is settled. Staff note that {name} keeps to a small group and avoids the wing at association.",
    "Two letters were stopped because of how they spoke of the victim. {name} claims to have been misunderstood.",
    "A place on the release course at {prison} has been kept until {release}.",
)
PROBATION: Final = (
    "{name} keeps appointments and is on time. Conversation about {offence} is still brief and defensive.",
    "The current assessment is {age} months old and will be done again before the next meeting.",
    "{name} has begun the programme and speaks up in the group, though not yet about the offence.",
    "Two appointments were missed in a fortnight; a warning was issued and the third was kept.",
    "Alcohol remains the nearest trigger. Testing has been negative since the last meeting.",
)
PROBATION_INSIDE: Final = (
    "{name} has met the community offender manager twice by video and speaks more openly than in the report.",
    "The current assessment is {age} months old and will be done again before release.",
    "The programme was completed at {prison}. The report is fair, and warns of secrecy under pressure.",
    "{name} has asked for a later curfew in order to work; this will be answered when the work is known.",
)
HOUSING: Final = (
    "A transfer was asked for after a quarrel with a neighbour; nothing suitable is free at present.",
    "The provider visits weekly and has seen nobody there who should not be.",
    "The tenancy is in order and rent is paid. The provider asks for a contact at weekends.",
)
HOUSING_INSIDE: Final = (
    "A one-bedroom flat can be held until {release}. It is not near a school, and the provider knows what it must.",
    "Two addresses were refused because of who lives near them. A third is being looked at.",
    "No address is ready. A place in approved premises was asked for, for the first twelve weeks.",
)
HEALTH: Final = (
    "{name} is open to the community team and takes medication as prescribed. Sleep is poor.",
    "A diagnosis of an emotional disorder is being reviewed; the next appointment is in three weeks.",
    "Referred for talking therapy after two assessments. The waiting time is four months.",
)
RISK: Final = (
    "Those most at risk are {at_risk}. Harm would be physical and psychological, and recovery slow.",
    "Risk is greatest when {name} is drinking, out of work or rejected; at present the first of these is in hand.",
    "Members agreed that harm is likely if contact is made in secret, and that it would follow within days.",
    "Protective factors are a steady routine, a brother who visits, and wanting to keep the flat.",
)
VICTIM: Final = (
    "The victim asked for no contact and for an exclusion zone around home and work. Both were supported.",
    "The liaison officer has met the victim, who is anxious about the date and wants to be told on the day.",
    "The victim does not wish to be contacted again unless something changes. This was respected.",
    "There is concern for a later partner, who has not been told of {offence}.",
)
PLAN: Final = (
    "Supervision weekly, alternating office and home. Control: curfew, exclusion zone and registration visits.",
    "Interventions: the programme, then one-to-one work. Victims: markers on three addresses and a single contact.",
    "Contingency: if {name} misses an appointment and is not reached by evening, the police visit.",
    "If the address fails, an approved premises place is sought before any other.",
)
ACTIONS: Final = (
    "Actions were agreed with an owner and a date for each, and are listed in the record of actions.",
    "Members agreed the actions below and will report on them before the next meeting.",
)
LEVEL: Final = (
    "All agreed that {name} should be managed at {level}. Co-ordination by formal meeting is still needed.",
    "{level} was agreed. Members considered whether a lower level would do and held that it would not yet.",
)
LOWERED: Final = (
    "Members agreed that meetings no longer add to the plan, and that {name} should be managed at level 1.",
)
DISCLOSURE: Final = (
    "Disclosure was considered. Nobody need be told while contact is controlled; to be reconsidered on release.",
    "A new partner is to be told by the police and the social worker, once {name} has had the chance to tell.",
    "The employer has been told what is needed to keep others safe, and no more.",
)
REVIEW: Final = (
    "The next review is to be held by {next}.",
    "The panel meets again on this case by {next}, or sooner if called.",
)
RECORD: Final = (
    "The police will bring the central record up to date within five working days.",
    "Minutes and the new plan are to be placed on the central record by the police.",
)
INFORMED: Final = (
    "The supervising officer will tell {name} the level and what is expected, and not what was said by whom.",
    "{name} knew of the meeting and sent a page of comments, which were read and considered.",
)
RESTRICTED: Final = (
    "Held back from circulation: the source of the report about the visitor would be known from its detail.",
    "Held back from circulation: enquiries into the second telephone are not finished.",
    "Held back from circulation: {name} has not been told that the address was watched.",
    "Held back from circulation: a member of the family spoke in confidence and is afraid.",
)
