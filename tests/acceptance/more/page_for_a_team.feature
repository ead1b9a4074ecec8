Feature: What the front page of a child tells a receiving team

  Background:
    Given the authority "slough"
    And it is "2015-03-02 09:30"
    And the user "Tova" with role "team_manager" in team "Assessment and CIN 2"
    And the user "Cyra" with role "cso"
    And the user "Dina" with role "duty_manager"
    And the child "Nia Owen" born "2011-09-14" in household "Owen"
    And the adult "Gwen Owen" in household "Owen"
    And "Gwen Owen" is "mother" of "Nia Owen"

  Scenario: A contact is there from when the team has it, and stays when it goes back
    Given "Nia Owen" is open to team "Assessment and CIN 2" with worker "Wyn"
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-03-01 21:00"
    Then "Tova" cannot find "K1" anywhere
    And the chronology of "Nia Owen" does not show "contact"
    When "Cyra" does "pass_to_team" on "K1"
    Then the chronology of "Nia Owen" shows "contact" on "2015-03-01"
    When "Tova" does "return_to_duty" on "K1" with:
      | reason | It is about the house next door |
    Then the chronology of "Nia Owen" shows "contact" on "2015-03-01"
    And the front page of "Nia Owen" shows no alert
    And the front page of "Gwen Owen" shows no alert
    And the chronology of "Gwen Owen" does not show "contact"

  Scenario: What the front door decides without the team is none of its pages
    When "Cyra" records the complete contact "K1" about "Nia Owen"
    And "Dina" does "decide_early_help" on "K1" with:
      | rationale | A parenting course |
    Then "Tova" cannot find "K1" anywhere
    And the chronology of "Nia Owen" does not show "contact"
    And the chronology of "Nia Owen" does not show "decision"
    And the chronology of "Nia Owen" does not show "early_help"

  Scenario: What its manager decides is on the page, of the day on which it was decided
    Given the case of "Nia Owen" with team "Assessment and CIN 2" was closed on "2015-01-15"
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-03-02 09:00"
    And "Dina" does "send_to_team_manager" on "K1" with:
      | discussion | Tova knows the mother well |
    And the time becomes "2015-03-03 08:00"
    And "Tova" does "decide_no_further_action" on "K1" with:
      | rationale | We spoke to the mother |
    Then the chronology of "Nia Owen" shows "contact" on "2015-03-02"
    And the chronology of "Nia Owen" shows "decision" on "2015-03-03"
    And the chronology of "Nia Owen" does not show "referral"
