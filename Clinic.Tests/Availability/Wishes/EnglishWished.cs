namespace Clinic.Tests.Availability.Wishes;

/// <summary>What people say => what it asks for, on Tuesday, 1 December 2026, in the form of <see cref="WishClinic.Brief"/>.</summary>
internal static class EnglishWished
{
    internal const string Table = """
        cardiologist => cardio
        a cardiologist this week after 5pm, female, VHI => cardio woman Vhi 2026-12-01..2026-12-06 17:00-
        cardiology tomorrow => cardio 2026-12-02
        cardio => cardio
        GP today => gp 2026-12-01
        general practitioner => gp
        ENT tomorrow morning => ent 2026-12-02 -12:00
        an ENT specialist next week => ent 2026-12-07..2026-12-13
        eye doctor => eye
        ophthalmologist => eye
        neurologist after 17 => neuro 17:00-
        neurolgist => neuro
        paediatrician => paed
        pediatrician on Friday => paed 2026-12-04
        surgeon until Friday => surgery ..2026-12-04
        dermatologist before noon => skin -12:00
        gynaecologist, woman => gyn woman
        male doctor => man
        a female GP => gp woman
        Levin => doctor=Левин
        dr Levin tomorrow => doctor=Левин 2026-12-02
        Zaitseva => doctor=Зайцева
        Zaytseva Elena => doctor=Зайцева
        Sokolova this week => doctor=Соколова 2026-12-01..2026-12-06
        Orlov or Guseva => doctor=Орлов doctor=Гусева
        today => 2026-12-01
        tomorrow => 2026-12-02
        day after tomorrow => 2026-12-03
        this week => 2026-12-01..2026-12-06
        next week => 2026-12-07..2026-12-13
        next Monday => 2026-12-07
        this Friday => 2026-12-04
        on Friday => 2026-12-04
        Fridays => days=5
        Monday or Wednesday => days=13
        Mon, Wed, Fri => days=135
        Mon-Wed => days=123
        weekdays after 6 => days=12345 18:00-
        weekend => days=67
        by Friday => ..2026-12-04
        before Friday => ..2026-12-03
        until the end of the week => ..2026-12-06
        15 December => 2026-12-15
        December 15 => 2026-12-15
        Dec 15th => 2026-12-15
        15th => 2026-12-15
        15/12 => 2026-12-15
        15.12.2026 at 10:30 => 2026-12-15 10:30-11:00
        2026-12-15 => 2026-12-15
        from 10 to 15 December => 2026-12-10..2026-12-15
        10-15 December => 2026-12-10..2026-12-15
        from 20 December => 2026-12-20..
        after 20 December => 2026-12-21..
        before 20 December => ..2026-12-19
        in January => 2027-01-01..2027-01-31
        in a week => 2026-12-08..
        in 3 days => 2026-12-04..
        in two weeks => 2026-12-15..
        within a week => 2026-12-01..2026-12-08
        in the next 3 days => 2026-12-01..2026-12-04
        next month => 2027-01-01..2027-01-31
        after 5 => 17:00-
        after 5pm => 17:00-
        after 5:30pm => 17:30-
        before 12 => -12:00
        before 9:30 => -09:30
        from 9 to 11 => 09:00-11:00
        between 9 and 11 => 09:00-11:00
        9-11 => 09:00-11:00
        9am-11am => 09:00-11:00
        at 10 => 10:00-11:00
        at 10:30 => 10:30-11:00
        at 3pm => 15:00-16:00
        morning => -12:00
        in the afternoon => 12:00-17:00
        evening => 17:00-
        after work => 18:00-
        before lunch => -13:00
        after lunch => 13:00-
        at lunchtime => 12:00-14:00
        tonight => 2026-12-01 17:00-
        VHI => Vhi
        insurance => Vhi
        self-pay => SelfPay
        state insurance => Oms
        privately => SelfPay
        follow-up visit => type=Повторный
        first visit neurologist => neuro type=Первичный
        ECG => type=ЭКГ
        heart ultrasound tomorrow => type=УЗИ 2026-12-02
        ultrasound => type=УЗИ type=УЗИ
        vaccination => type=Прививка
        room 103 => room=103
        Leninsky branch => site=2
        I need to see a cardiologist as soon as possible => cardio
        please book a GP for tomorrow after 4 => gp 2026-12-02 16:00-
        not Levin => ?[not Levin]
        cardiologist except Levin => cardio ?[except Levin]
        cardiologist gibberish => cardio ?[gibberish]
        tomorow => 2026-12-02
        wensday => ?[wensday]
        today or tomorrow => 2026-12-01..2026-12-02
        surgeon Thursday before 3pm => surgery 2026-12-03 -15:00
        кардиолог after 17 => cardio 17:00-
        from Monday to Wednesday => 2026-12-07..2026-12-09
        no later than 6pm => -18:00
        not before 10 => 10:00-
        dermatoscopy on Saturday => type=Дерматоскопия 2026-12-05
        check-up next Tuesday at 9 => type=Профилактический 2026-12-08 09:00-10:00
        5pm => 17:00-18:00
        """;
}
