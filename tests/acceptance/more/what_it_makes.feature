Feature: What a decision makes, and when that is due

  Background:
    Given the authority "slough"
    And it is "2015-08-26 10:50"
    And the user "Cyra" with role "cso"
    And the user "Dina" with role "duty_manager"
    And the user "Dev" with role "duty_manager"
    And the user "Paul" with role "practice_manager"
    And the user "Sol" with role "duty_social_worker"
    And the child "Nia Owen" born "2011-09-14" in household "Owen"
    And the child "Taf Owen" born "2013-12-02" in household "Owen"
    And the child "Bryn Owen" born "2015-12-20" in household "Owen"
    And the adult "Gwen Owen" in household "Owen"
    And "Gwen Owen" is "mother" of "Nia Owen"

  Scenario: Early help for a family, over the bank holiday
    When "Cyra" records the complete contact "K1" by "portal" about "Nia Owen, Taf Owen"
    And "Dina" does "decide_early_help" on "K1" with:
      | rationale | Help with routines |
    Then "K1" has the outcome "early_help"
    And an "early_help" "E1" about "Taf Owen" was made by "K1"
    And 1 "early_help" items were made by "K1"
    And "E1" is in the tray "early_help"
    And the deadline "early_help" of "E1" is due at "2015-09-03 17:00"
    And the deadline "early_help" of "E1" is "running"
    And every open item is in exactly one tray

  Scenario: A referral for each child, an unborn one too
    When "Cyra" records the complete contact "K1" by "marf" about "Nia Owen, Taf Owen, Bryn Owen" received at "2015-08-26 09:15" with:
      | kind     | domestic_abuse_notification |
      | concerns | Shouting at night           |
    And the time becomes "2015-08-26 11:00"
    And "Dina" and "Paul" both do "decide_referral" on "K1" at once with:
      | rationale | Risk to all three |
    Then exactly one of them succeeds
    And 3 "referral" items were made by "K1"
    And a "referral" "F1" about "Bryn Owen" was made by "K1"
    And a "referral" "F2" about "Nia Owen" was made by "K1"
    And "F1" is in the tray "duty"
    And the deadline "referral_transfer" of "F2" is due at "2015-08-28 17:00"
    And "K1" shows the field "concerns" as "Shouting at night"
    And "K1" shows the field "kind" as "domestic_abuse_notification"
    And every open item is in exactly one tray

  Scenario: An urgent one goes on by the end of the next day
    When "Cyra" records the complete contact "K1" about "Nia Owen" with:
      | urgent | yes |
    Then "K1" has the priority "urgent"
    And "Dev" has been told 1 time of "flag_urgent" for "K1"
    When "Dev" does "decide_referral" on "K1" with:
      | rationale | An injury |
    Then a "referral" "F1" about "Nia Owen" was made by "K1"
    And "F1" has the priority "urgent"
    And the deadline "referral_transfer" of "F1" is due at "2015-08-27 23:59"

  Scenario: Advice has two working days, and ends with its authorisation
    Given it is "2015-08-28 16:30"
    When "Cyra" records the complete contact "K1" about "Nia Owen" with:
      | kind | request_for_support |
    And "Paul" does "decide_advice" on "K1" with:
      | rationale | A question about nursery places |
      | worker    | Sol                             |
    Then the deadline "advice" of "K1" is due at "2015-09-02 17:00"
    And "Sol" has been told 1 time of "decide_advice" for "K1"
    And "Dina" may not do "complete_advice" on "K1"
    When the time becomes "2015-08-30 12:00"
    And "Sol" does "complete_advice" on "K1" with:
      | advice_given | Where to apply |
    Then "K1" is in the state "awaiting_authorisation"
    When "Dina" and "Dev" both do "authorise" on "K1" at once
    Then exactly one of them succeeds
    And "K1" has the outcome "advice"
    And the deadline "advice" of "K1" is "met"
    And nothing was made by "K1"

  Scenario: A remand is decided as a referral and in no other way
    When "Cyra" records the complete contact "K1" by "court" about "Taf Owen" with:
      | kind | remand |
    Then "Dina" may do "decide_referral" on "K1"
    And "Dina" may not do "decide_no_further_action, decide_advice" on "K1"
    When "Dina" tries "decide_early_help" on "K1" with:
      | rationale | Support |
    Then it is refused because "remand"
    And nothing was made by "K1"

  Scenario Outline: Twenty-four hours are twenty-four hours
    Given it is "<recorded>"
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "<received>"
    Then the deadline "contact_decision" of "K1" is due at "<due>"

    Examples:
      | recorded         | received         | due              |
      | 2016-03-26 18:00 | 2016-03-26 13:00 | 2016-03-27 14:00 |
      | 2016-03-25 12:00 | 2016-03-25 11:59 | 2016-03-26 11:59 |
      | 2015-12-31 23:59 | 2015-12-31 23:59 | 2016-01-01 23:59 |
      | 2016-02-28 07:00 | 2016-02-28 00:00 | 2016-02-29 00:00 |
      | 2015-10-25 09:00 | 2015-10-25 00:30 | 2015-10-25 23:30 |
      | 2015-10-25 09:00 | 2015-10-25 01:30 | 2015-10-26 00:30 |

  Scenario: Another authority closes earlier on Fridays
    Given the authority "devon"
    And it is "2023-06-02 15:30"
    When "Cyra" records the complete contact "K1" by "walk_in" about "Taf Owen"
    And "Paul" does "decide_early_help" on "K1" with:
      | rationale | A parenting course |
    Then a "early_help" "E1" about "Taf Owen" was made by "K1"
    And the deadline "early_help" of "E1" is due at "2023-06-09 16:00"
