Feature: The right people are told, and nobody meets their own family here

  Background:
    Given the authority "slough"
    And it is "2015-10-24 13:00"
    And the user "Cyra" with role "cso"
    And the user "Dina" with role "duty_manager"
    And the user "Paul" with role "practice_manager"
    And the user "Sol" with role "duty_social_worker"
    And the user "Suki" with roles "duty_social_worker, early_help_worker"
    And the child "Nia Owen" born "2011-09-14" in household "Owen"

  Scenario: Whoever has it is warned, over the night the clocks go back
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-10-24 12:00"
    And "Dina" does "assign" on "K1" with:
      | worker | Sol              |
      | task   | Visit the home   |
    Then "K1" is in the tray "Sol"
    And the deadline "contact_decision" of "K1" is due at "2015-10-25 11:00"
    When the time becomes "2015-10-25 04:59"
    Then "Sol" has not been told of "contact_decision warned" for "K1"
    When the time becomes "2015-10-25 05:00"
    Then "Sol" has been told 1 time of "contact_decision warned" for "K1"
    And "Dina" has been told 1 time of "contact_decision warned" for "K1"
    And "Suki" has not been told of "contact_decision warned" for "K1"
    When the time becomes "2015-10-25 12:00"
    And 5 workers run the deadline sweep at once
    Then "Dina" has been told 1 time of "contact_decision breached" for "K1"
    When "Paul" does "return_to_tray" on "K1" with:
      | note | Recalled, it is late |
    And "Paul" does "decide_no_further_action" on "K1" with:
      | rationale | Seen and well |
    Then the deadline "contact_decision" of "K1" is "met_late"
    And an e-mail goes to the user "Dina" containing "breached"
    And no e-mail contains "Nia"

  Scenario: Two children of one name, and only one of them is family
    Given the user "Dina" is a relation of "Nia Owen"
    And the child "Nia Owen" born "2004-01-30" in household "Owen of Farnham Road"
    When "Cyra" records the complete contact "K1" about "Nia Owen"
    Then "Dina" can open "K1"
    And "Dina" may do "decide_early_help, assign" on "K1"

  Scenario: The later of two is family
    Given the child "Nia Owen" born "2004-01-30"
    And the user "Dina" is a relation of "Nia Owen"
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-10-24 10:00"
    Then "Dina" cannot find "K1" anywhere
    When the time becomes "2015-10-25 12:00"
    Then "Dina" has not been told of "contact_decision breached" for "K1"
    And "Paul" has been told 1 time of "contact_decision breached" for "K1"
    When "Paul" does "decide_referral" on "K1" with:
      | rationale | Threshold met |
    Then a "referral" "F1" about "Nia Owen" was made by "K1"
    And "Dina" cannot find "F1" anywhere
    And "Sol" can open "F1"
    And every open item is in exactly one tray

  Scenario: A worker's own relation is not theirs to be given
    Given the user "Suki" is a relation of "Nia Owen"
    When "Cyra" records the complete contact "K1" about "Nia Owen"
    And "Dina" tries "assign" on "K1" with:
      | worker | Suki           |
      | task   | Ring the nursery |
    Then it is refused because "worker"
    And "K1" is in the tray "duty"

  Scenario: Others than the duty team take a contact down, and leave it at that
    Given the user "Rex" with role "reception"
    When "Rex" records the contact "K1" with:
      | channel  | walk_in              |
      | children | Nia Owen             |
      | concerns | A neighbour is worried |
      | referrer_name | Mo Dale         |
    Then "K1" is in the tray "intake"
    And "Rex" can open "K1"
    And "Rex" may not do "submit" on "K1"
    When "Cyra" tries "submit" on "K1"
    Then it is refused because "parental_knowledge"
    When "Cyra" does "flag_urgent" on "K1" with:
      | reason | Nobody has seen the child today |
    And "Cyra" does "submit" on "K1"
    Then "K1" is in the tray "duty"
    And "Rex" cannot find "K1" anywhere
    And "Dina" has been told 1 time of "flag_urgent" for "K1"

  Scenario: Who takes down that it is urgent is heard, whatever their role
    Given the user "Rex" with role "reception"
    When "Rex" records the contact "K1" with:
      | channel  | walk_in               |
      | children | Nia Owen              |
      | concerns | A burn on her hand    |
      | urgent   | yes                   |
    Then "K1" has the priority "urgent"
    And "K1" is in the tray "intake"
    And "Dina" has been told 1 time of "flag_urgent" for "K1"
    And "Paul" has been told 1 time of "flag_urgent" for "K1"
    And "Rex" may not do "flag_urgent, submit" on "K1"

  Scenario: Those who see no case work find none
    Given the user "Otis" with role "auditor"
    And the user "Ada" with role "system_admin"
    And the user "Tove" with role "team_worker" in team "Protection and Care"
    When "Cyra" records the complete contact "K1" about "Nia Owen"
    And "Dina" does "assign" on "K1" with:
      | worker | Suki            |
      | task   | Ring the school |
    Then "Ada" cannot find "K1" anywhere
    And "Tove" cannot find "K1" anywhere
    And "Otis" may not do "return_to_tray" on "K1"

  Scenario: One form sent twice is one decision
    When "Cyra" records the complete contact "K1" about "Nia Owen"
    And "Dina" and "Dina" both do "decide_early_help" on "K1" at once with:
      | rationale | Parenting support |
    Then exactly one of them succeeds
    And 1 "early_help" items were made by "K1"
