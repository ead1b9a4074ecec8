Feature: One contact becomes two, and two become one

  Background:
    Given the authority "slough"
    And it is "2015-03-02 09:30"
    And the user "Cyra" with role "cso"
    And the user "Dina" with role "duty_manager"
    And the user "Dev" with role "duty_manager"
    And the user "Edie" with role "early_help_manager"
    And the user "Paul" with role "practice_manager"
    And the user "Tova" with role "team_manager" in team "Assessment and CIN 2"
    And the user "Bea" with role "team_bso" in team "Assessment and CIN 2"
    And the user "Bert" with role "team_bso" in team "Protection and Care"
    And the child "Nia Owen" born "2011-09-14" in household "Owen"
    And the child "Taf Owen" born "2013-12-02" in household "Owen"

  Scenario: Each of two teams gets the child whose case it has, and sees nothing of the other
    Given "Nia Owen" is open to team "Assessment and CIN 2"
    And "Taf Owen" is open to team "Protection and Care"
    When "Cyra" records the contact "K1" with:
      | channel  | phone               |
      | children | Nia Owen, Taf Owen  |
      | concerns | Shouting at night   |
      | received | 2015-03-02 08:15    |
    And "Cyra" tries "pass_to_team" on "K1"
    Then it is refused because "split"
    When "Cyra" tries "split" on "K1" with:
      | children | Nia Owen, Taf Owen |
    Then it is refused because "children"
    When "Cyra" does "split" on "K1" with:
      | children | Taf Owen |
    Then a "contact" "K2" about "Taf Owen" was made by "K1"
    And "K2" is in the tray "intake"
    And "K2" shows the field "concerns" as "Shouting at night"
    And "K2" shows the field "received" as "2015-03-02 08:15"
    And the deadline "contact_decision" of "K1" is due at "2015-03-03 08:15"
    And the deadline "contact_decision" of "K2" is due at "2015-03-03 08:15"
    And "K1" shows the field "children" as "Nia Owen"
    When "Cyra" does "pass_to_team" on "K1"
    And "Cyra" does "pass_to_team" on "K2"
    Then "K1" is in the tray "Assessment and CIN 2"
    And "K2" is in the tray "Protection and Care"
    And "Bea" cannot find "K2" anywhere
    And "Tova" cannot find "K2" anywhere
    And "Bert" cannot find "K1" anywhere
    And "Bert" can open "K2"
    And every open item is in exactly one tray

  Scenario: In the duty tray it is the managers who split
    When "Cyra" records the complete contact "K1" about "Nia Owen, Taf Owen" received at "2015-03-02 09:00"
    Then "Cyra" may not do "split" on "K1"
    And "Edie" may not do "split" on "K1"
    When "Dina" does "split" on "K1" with:
      | children | Taf Owen |
    Then a "contact" "K2" about "Taf Owen" was made by "K1"
    And "K2" is in the tray "duty"
    And the deadline "contact_decision" of "K2" is due at "2015-03-03 09:00"
    And "Dina" may not do "split" on "K1"
    And "Dina" may do "decide_referral" on "K2"

  Scenario: Joined to the later one, which is then due with the earlier
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-03-02 07:00"
    And "Cyra" records the complete contact "K2" by "email" about "Nia Owen" received at "2015-03-02 09:00"
    Then "Cyra" may not do "join" on "K1"
    When "Edie" does "join" on "K1" with:
      | with | K2 |
    Then "K1" has the outcome "joined"
    And "K1" is in no tray
    And the deadline "contact_decision" of "K1" is "cancelled"
    And the deadline "contact_decision" of "K2" is due at "2015-03-03 07:00"
    And "Paul" may not do "reopen" on "K1"
    And the history of "K1" shows "join" by "Edie" at "2015-03-02 09:30"
    When "Dina" does "decide_no_further_action" on "K2" with:
      | rationale | The school has both in hand |
    Then "K2" has the outcome "no_further_action"
    And "Paul" may do "reopen" on "K2"
    And "Paul" may not do "reopen" on "K1"

  Scenario: Joined to the earlier one, whose time stays
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-03-02 07:00"
    And "Cyra" records the complete contact "K2" by "email" about "Nia Owen, Taf Owen" received at "2015-03-02 09:00"
    And "Dina" and "Dev" both do "join" on "K2" at once with:
      | with | K1 |
    Then exactly one of them succeeds
    And the deadline "contact_decision" of "K1" is due at "2015-03-03 07:00"
    And "K1" shows the field "children" as "Nia Owen, Taf Owen"
    And every open item is in exactly one tray

  Scenario: There is nothing to join with
    When "Cyra" records the complete contact "K1" about "Nia Owen"
    And "Cyra" records the complete contact "K2" about "Taf Owen"
    Then "Dina" may not do "join" on "K1"
    When "Dina" does "decide_no_further_action" on "K2" with:
      | rationale | Seen and well |
    And "Cyra" records the complete contact "K3" about "Taf Owen"
    Then "Dina" may not do "join" on "K3"
