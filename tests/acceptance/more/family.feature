Feature: What the front page of somebody tells of them, of their family, and of nobody else

  Background:
    Given the authority "slough"
    And it is "2015-07-01 00:20"
    And the user "Cyra" with role "cso"
    And the user "Dina" with role "duty_manager"
    And the user "Paul" with role "practice_manager"
    And the user "Sol" with role "duty_social_worker"
    And the child "Nia Owen" born "2011-09-14" in household "Owen"
    And the child "Taf Owen" born "2013-12-02" in household "Owen"
    And the adult "Gwen Owen" born "1985-05-05" in household "Owen"
    And "Gwen Owen" is "mother" of "Nia Owen"
    And "Gwen Owen" is "mother" of "Taf Owen"
    And "Taf Owen" is "sibling" of "Nia Owen"

  Scenario: Of a family that nobody has warned of there is no alert
    Given the adult "Huw Owen" in household "Owen"
    And "Huw Owen" is "father" of "Nia Owen"
    And the child "Bryn Owen" born "2015-12-20" in household "Owen"
    And "Gwen Owen" is "mother" of "Bryn Owen"
    Then the front page of "Nia Owen" shows no alert
    And the front page of "Bryn Owen" shows no alert
    And the front page of "Gwen Owen" shows no alert
    And the front page of "Huw Owen" shows no alert
    And the chronology of "Nia Owen" does not show "contact"
    And the chronology of "Gwen Owen" does not show "contact"

  Scenario: A call before midnight is of that day, though it is written down on the next
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-06-30 23:40"
    Then the chronology of "Nia Owen" shows "contact" on "2015-06-30"
    And the chronology of "Nia Owen" does not show "decision"
    When "Dina" does "decide_referral" on "K1" with:
      | rationale | Left alone until late at night |
    Then the chronology of "Nia Owen" shows "decision" on "2015-07-01"
    And the chronology of "Nia Owen" shows "referral" on "2015-07-01"
    And the chronology of "Nia Owen" shows "contact" on "2015-06-30"
    And the chronology of "Nia Owen" does not show "early_help"

  Scenario: What is told of one child stands on no page of the household's others
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-06-30 18:00"
    And "Dina" does "decide_referral" on "K1" with:
      | rationale | A bruise that nobody explains |
    Then a "referral" "F1" about "Nia Owen" was made by "K1"
    And the chronology of "Taf Owen" does not show "contact"
    And the chronology of "Taf Owen" does not show "decision"
    And the chronology of "Taf Owen" does not show "referral"
    And the chronology of "Gwen Owen" does not show "contact"
    And the chronology of "Gwen Owen" does not show "referral"
    And the front page of "Taf Owen" shows no alert

  Scenario: What is told of both stands on both, and early help of both is one
    When "Cyra" records the complete contact "K1" by "portal" about "Nia Owen, Taf Owen" received at "2015-06-30 18:00"
    And "Dina" does "decide_early_help" on "K1" with:
      | rationale | Help with the mornings |
    Then 1 "early_help" items were made by "K1"
    And the chronology of "Nia Owen" shows "contact" on "2015-06-30"
    And the chronology of "Taf Owen" shows "contact" on "2015-06-30"
    And the chronology of "Nia Owen" shows "early_help" on "2015-07-01"
    And the chronology of "Taf Owen" shows "early_help" on "2015-07-01"
    And the chronology of "Gwen Owen" does not show "early_help"

  Scenario: Two contacts are two entries, and that of somebody of the same name is none
    Given the child "Nia Owen" born "2004-01-30" in household "Owen of Farnham Road"
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-06-29 11:00"
    Then the chronology of "Nia Owen" shows "contact" on "2015-06-29"
    Given the child "Nia Owen" born "2008-08-08"
    Then the chronology of "Nia Owen" does not show "contact"
    When "Cyra" records the complete contact "K2" about "Nia Owen" received at "2015-06-28 11:00"
    And "Cyra" records the complete contact "K3" by "fax" about "Nia Owen" received at "2015-06-30 11:00"
    Then the chronology of "Nia Owen" shows "contact" on "2015-06-28"
    And the chronology of "Nia Owen" shows "contact" on "2015-06-30"

  Scenario: Who is family of the mother works on with the children, and not with her
    Given the user "Dina" is a relation of "Gwen Owen"
    When "Cyra" records the complete contact "K1" about "Nia Owen" received at "2015-06-30 18:00"
    And "Cyra" records the complete contact "K2" about "Gwen Owen" received at "2015-06-30 18:30"
    Then "Dina" can open "K1"
    And "Dina" cannot find "K2" anywhere
    And "Paul" can open "K2"
    And the chronology of "Gwen Owen" shows "contact" on "2015-06-30"

  Scenario: A decision that nothing came of is told, and no more than that
    When "Cyra" records the complete contact "K1" about "Taf Owen" received at "2015-06-30 23:59"
    And "Dina" does "decide_no_further_action" on "K1" with:
      | rationale | The nursery has it in hand |
    Then the chronology of "Taf Owen" shows "decision" on "2015-07-01"
    And the chronology of "Taf Owen" does not show "lado"
    And the chronology of "Taf Owen" does not show "consultation"
    And the chronology of "Taf Owen" does not show "misper"
    And the chronology of "Taf Owen" does not show "referral"
