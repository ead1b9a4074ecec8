Feature: What was recorded wrongly is put right, and nothing is hidden by it

  Background:
    Given the authority "slough"
    And it is "2015-03-02 09:30"
    And the user "Cyra" with role "cso"
    And the user "Dina" with role "duty_manager"
    And the user "Paul" with role "practice_manager"
    And the user "Edie" with role "early_help_manager"
    And the user "Sol" with role "duty_social_worker"
    And the user "Hana" with role "head_of_service"
    And the child "Nia Owen" born "2011-09-14"

  Scenario: The time of receipt was wrong, so the deadline is worked out again
    When "Cyra" records the complete contact "K7" by "email" about "Nia Owen" received at "2015-03-02 09:00"
    Then the deadline "contact_decision" of "K7" is due at "2015-03-03 09:00"
    When "Dina" does "correct_receipt" on "K7" with:
      | received | 2015-03-01 18:00         |
      | reason   | The e-mail's own time    |
    Then the deadline "contact_decision" of "K7" is due at "2015-03-02 18:00"
    And the deadline "contact_decision" of "K7" is "running"
    And "K7" is in the state "awaiting_decision"
    And "K7" shows the field "channel" as "email"
    And the history of "K7" shows "correct_receipt" by "Dina" at "2015-03-02 09:30"
    When "Dina" tries "correct_receipt" on "K7" with:
      | received | 2015-03-02 11:00 |
      | reason   | Not yet          |
    Then it is refused because "received"
    And "Cyra" may not do "correct_receipt" on "K7"
    And the deadline "contact_decision" of "K7" is due at "2015-03-02 18:00"

  Scenario: A receipt put right after the event brings the breach with it, and no warning
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-03-02 09:00"
    And "Paul" does "correct_receipt" on "K1" with:
      | received | 2015-02-27 09:00        |
      | reason   | The letter lay unopened |
    Then the deadline "contact_decision" of "K1" is due at "2015-02-28 09:00"
    And the deadline "contact_decision" of "K1" is "breached"
    When the time becomes "2015-03-02 09:31"
    Then "Dina" has been told 1 time of "contact_decision breached" for "K1"
    And "Paul" has been told 1 time of "contact_decision breached" for "K1"
    And "Hana" has been told 1 time of "contact_decision escalated" for "K1"
    And "Dina" has not been told of "contact_decision warned" for "K1"

  Scenario: A draft recorded in error is kept, closed
    When "Cyra" records the contact "K1" with:
      | channel  | post              |
      | kind     | information_request |
      | concerns | Meant for another borough |
    Then "K1" is in the tray "intake"
    And "K1" shows the field "kind" as "information_request"
    When "Cyra" does "discard" on "K1" with:
      | reason | Addressed to somebody else |
    Then "K1" is in the state "closed"
    And "K1" is in no tray
    And "K1" has the outcome "recorded_in_error"
    And the deadline "contact_decision" of "K1" is "cancelled"
    And nothing was made by "K1"

  Scenario: An urgent draft is not for its recorder alone to discard
    When "Cyra" records the contact "K1" with:
      | channel  | phone          |
      | children | Nia Owen       |
      | urgent   | yes            |
      | concerns | A child seen alone |
    Then "K1" has the priority "urgent"
    And "K1" is in the state "draft"
    And "Dina" has been told 1 time of "flag_urgent" for "K1"
    And "Cyra" may not do "discard" on "K1"
    When "Cyra" tries "discard" on "K1" with:
      | reason | A mistake |
    Then it is refused because "urgent"
    When "Dina" does "discard" on "K1" with:
      | reason | The same call was recorded twice |
    Then "K1" has the outcome "recorded_in_error"

  Scenario: Opened again, with a clock of its own
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-03-02 08:10"
    And "Dina" does "decide_no_further_action" on "K1" with:
      | rationale | The school has it in hand |
      | threshold | not_met                   |
    Then "Dina" may not do "reopen" on "K1"
    When the time becomes "2015-03-04 12:00"
    And "Paul" does "reopen" on "K1" with:
      | reason | The school rang again |
    Then "K1" is in the state "awaiting_decision"
    And "K1" is in the tray "duty"
    And the deadline "contact_decision" of "K1" is due at "2015-03-05 12:00"
    And the deadline "contact_decision" of "K1" is "running"
    When "Dina" does "decide_referral" on "K1" with:
      | rationale | Worse than it was |
    Then "K1" has the outcome "referral"
    And a "no_further_action_record" "A1" was made by "K1" with:
      | start_date | 2015-03-02 |
    And a "referral" "F1" about "Nia Owen" was made by "K1"
    And "Paul" may not do "reopen" on "K1"
    And every open item is in exactly one tray

  Scenario: What is reviewed first stands first
    Given the child "Ira Pike" born "2009-04-01"
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-03-02 08:00"
    And "Cyra" records the complete contact "K2" by "fax" about "Ira Pike" received at "2015-03-02 07:00"
    Then "K2" stands before "K1" in the tray "duty"
    When "Edie" does "prioritise" on "K1" with:
      | priority | assessment |
    Then "K1" has the priority "assessment"
    And "K2" stands before "K1" in the tray "duty"
    When "Edie" does "prioritise" on "K1" with:
      | priority | urgent |
    Then "K1" stands before "K2" in the tray "duty"
    And "Sol" may not do "prioritise" on "K1"
    When "Cyra" does "add_information" on "K1" with:
      | note | The grandmother rang |
    Then the history of "K1" shows "add_information" by "Cyra" at "2015-03-02 09:30"
    And "K1" is in the state "awaiting_decision"
