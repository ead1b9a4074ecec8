Feature: What goes to a receiving team, and what comes back

  Background:
    Given the authority "slough"
    And it is "2015-03-02 09:30"
    And the user "Cyra" with role "cso"
    And the user "Dina" with role "duty_manager"
    And the user "Paul" with role "practice_manager"
    And the user "Tova" with role "team_manager" in team "Assessment and CIN 2"
    And the user "Bea" with role "team_bso" in team "Assessment and CIN 2"
    And the user "Wyn" with role "team_worker" in team "Assessment and CIN 2"
    And the user "Uwe" with role "team_manager" in team "Protection and Care"
    And the user "Bert" with role "team_bso" in team "Protection and Care"
    And the child "Nia Owen" born "2011-09-14" in household "Owen"

  Scenario: What its team returns is decided by its first due time
    Given "Nia Owen" is open to team "Assessment and CIN 2" with worker "Wyn"
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-03-02 09:00"
    And "Cyra" does "pass_to_team" on "K1"
    Then "K1" is in the state "with_team"
    And the deadline "contact_decision" of "K1" is "met"
    And the deadline "team_acknowledgement" of "K1" is due at "2015-03-02 23:59"
    And "Tova" may do "acknowledge, return_to_duty" on "K1"
    And "Wyn" may not do "acknowledge, return_to_duty" on "K1"
    And "Dina" may not do "acknowledge, return_to_duty, decide_referral" on "K1"
    When the time becomes "2015-03-02 15:00"
    And "Bea" does "return_to_duty" on "K1" with:
      | reason | This is about the house next door |
    Then "K1" is in the tray "duty"
    And the deadline "team_acknowledgement" of "K1" is "cancelled"
    And the deadline "contact_decision" of "K1" is due at "2015-03-03 09:00"
    And the deadline "contact_decision" of "K1" is "running"
    And "Dina" has been told 1 time of "return_to_duty" for "K1"
    And "Bert" cannot find "K1" anywhere
    When the time becomes "2015-03-03 09:00"
    Then "Dina" has been told 1 time of "contact_decision breached" for "K1"
    And "Paul" has been told 1 time of "contact_decision breached" for "K1"
    And every open item is in exactly one tray

  Scenario: A decision that came due while the team had it is late from the moment that it is returned
    Given "Nia Owen" is open to team "Assessment and CIN 2"
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-03-02 09:00"
    And "Dina" does "pass_to_team" on "K1"
    And the time becomes "2015-03-03 10:00"
    Then "Dina" has not been told of "contact_decision breached" for "K1"
    And "Tova" has been told 1 time of "team_acknowledgement breached" for "K1"
    And "Uwe" has not been told of "team_acknowledgement breached" for "K1"
    When "Tova" does "return_to_duty" on "K1" with:
      | reason | We closed this case last week |
    Then the deadline "contact_decision" of "K1" is "breached"
    And the deadline "team_acknowledgement" of "K1" is "breached"
    When the time becomes "2015-03-03 10:01"
    Then "Dina" has been told 1 time of "contact_decision breached" for "K1"
    When "Dina" does "decide_referral" on "K1" with:
      | rationale | It is about her after all |
    Then the deadline "contact_decision" of "K1" is "met_late"

  Scenario: Nobody of the team may be told, so its manager is
    Given "Nia Owen" is open to team "Assessment and CIN 2"
    And the user "Bea" is a relation of "Nia Owen"
    When "Cyra" records the complete contact "K1" about "Nia Owen"
    And "Cyra" does "pass_to_team" on "K1"
    Then "Tova" has been told 1 time of "pass_to_team" for "K1"
    And "Bea" has not been told of "pass_to_team" for "K1"
    And "Bert" has not been told of "pass_to_team" for "K1"
    And "Bea" cannot find "K1" anywhere
    When "Tova" does "acknowledge" on "K1"
    Then "K1" has the outcome "passed_to_team"
    And the deadline "team_acknowledgement" of "K1" is "met"
    And "Paul" may not do "reopen" on "K1"

  Scenario: The manager hands it back, and the front door decides in the time that is left
    Given the case of "Nia Owen" with team "Assessment and CIN 2" was closed on "2015-01-15"
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-03-02 09:00"
    And "Dina" does "send_to_team_manager" on "K1" with:
      | discussion | Tova knows the mother well |
    Then "K1" is in the tray "Assessment and CIN 2"
    And "Tova" has been told 1 time of "send_to_team_manager" for "K1"
    And "Uwe" has not been told of "send_to_team_manager" for "K1"
    And "Dina" may do "hand_back" on "K1"
    And "Dina" may not do "decide_referral, decide_no_further_action, decide_advice, decide_early_help" on "K1"
    And "Bea" may not do "hand_back, decide_referral" on "K1"
    When "Tova" does "hand_back" on "K1" with:
      | reason | We never met this child |
    Then "K1" is in the tray "duty"
    And "Dina" has been told 1 time of "hand_back" for "K1"
    And the deadline "contact_decision" of "K1" is due at "2015-03-03 09:00"
    And the deadline "contact_decision" of "K1" is "running"
    And "Wyn" can open "K1"
    And "Tova" may not do "decide_referral, hand_back" on "K1"
    And "Uwe" cannot find "K1" anywhere
    When "Dina" does "decide_early_help" on "K1" with:
      | rationale | A parenting course |
    Then "K1" has the outcome "early_help"
    And an "early_help" "E1" about "Nia Owen" was made by "K1"
    And "Tova" cannot find "E1" anywhere

  Scenario: The front door calls it back
    Given the case of "Nia Owen" with team "Protection and Care" was closed on "2015-02-27"
    When "Cyra" records the complete contact "K1" about "Nia Owen"
    And "Dina" does "send_to_team_manager" on "K1" with:
      | discussion | Uwe is on leave from noon |
    And "Paul" does "hand_back" on "K1" with:
      | reason | Uwe is away already |
    Then "K1" is in the tray "duty"
    And "Tova" cannot find "K1" anywhere
    When "Paul" does "decide_no_further_action" on "K1" with:
      | rationale | The school has it in hand |
    Then "K1" has the outcome "no_further_action"

  Scenario Outline: On the same day three months earlier counts
    Given it is "<received>"
    And the case of "Nia Owen" with team "Assessment and CIN 2" was closed on "<closed>"
    When "Cyra" records the complete contact "K1" about "Nia Owen"
    And "Dina" tries "decide_no_further_action" on "K1" with:
      | rationale | Old news |
    Then it is refused because "three_months"
    And "Dina" may do "send_to_team_manager" on "K1"
    And "Dina" may not do "decide_early_help, decide_referral, decide_advice" on "K1"

    Examples:
      | received         | closed     |
      | 2015-03-02 00:01 | 2014-12-02 |
      | 2015-05-31 12:00 | 2015-02-28 |
      | 2016-05-30 12:00 | 2016-02-29 |
      | 2015-03-02 12:00 | 2015-03-02 |

  Scenario Outline: A day longer ago does not
    Given it is "<received>"
    And the case of "Nia Owen" with team "Assessment and CIN 2" was closed on "<closed>"
    When "Cyra" records the complete contact "K1" about "Nia Owen"
    Then "Dina" may not do "send_to_team_manager" on "K1"
    When "Dina" does "decide_no_further_action" on "K1" with:
      | rationale | Old news |
    Then "K1" has the outcome "no_further_action"

    Examples:
      | received         | closed     |
      | 2015-03-02 23:59 | 2014-12-01 |
      | 2015-05-31 12:00 | 2015-02-27 |

  Scenario: An urgent one need not wait for that manager, but says why
    Given the case of "Nia Owen" with team "Assessment and CIN 2" was closed on "2015-02-16"
    When "Cyra" records the complete contact "K1" about "Nia Owen" with:
      | urgent | yes |
    And "Dina" tries "decide_referral" on "K1" with:
      | rationale | A burn on her hand |
    Then it is refused because "not_sent_reason"
    When "Dina" does "decide_referral" on "K1" with:
      | rationale       | A burn on her hand                |
      | not_sent_reason | Tova could not be reached in time |
    Then a "referral" "F1" about "Nia Owen" was made by "K1"
    And "Tova" cannot find "K1" anywhere

  Scenario: A team that has no manager now
    Given the case of "Nia Owen" with team "Leaving Care" was closed on "2015-02-16"
    When "Cyra" records the complete contact "K1" about "Nia Owen"
    And "Dina" tries "send_to_team_manager" on "K1" with:
      | discussion | Nobody answers there |
    Then it is refused because "no_team_manager"
    When "Dina" tries "decide_no_further_action" on "K1" with:
      | rationale | The aunt has taken her in |
    Then it is refused because "not_sent_reason"
    When "Dina" does "decide_no_further_action" on "K1" with:
      | rationale       | The aunt has taken her in |
      | not_sent_reason | The post is empty         |
    Then "K1" has the outcome "no_further_action"

  Scenario: Two teams had the children, and both managers have it before it is decided
    Given the child "Taf Owen" born "2013-12-02" in household "Owen"
    And the case of "Nia Owen" with team "Assessment and CIN 2" was closed on "2015-01-15"
    And the case of "Taf Owen" with team "Protection and Care" was closed on "2015-02-02"
    When "Cyra" records the complete contact "K1" about "Nia Owen, Taf Owen"
    And "Dina" does "send_to_team_manager" on "K1" with:
      | discussion | Tova first           |
      | team       | Assessment and CIN 2 |
    And "Tova" tries "decide_referral" on "K1" with:
      | rationale | Both at risk |
    Then it is refused because "Protection and Care"
    And "Uwe" cannot find "K1" anywhere
    When "Tova" does "hand_back" on "K1" with:
      | reason | Taf is not ours |
    And "Dina" does "send_to_team_manager" on "K1" with:
      | discussion | Uwe next            |
      | team       | Protection and Care |
    And "Uwe" does "decide_referral" on "K1" with:
      | rationale | Both at risk |
    Then 2 "referral" items were made by "K1"
    And every open item is in exactly one tray
