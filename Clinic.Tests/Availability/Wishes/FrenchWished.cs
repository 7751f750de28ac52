namespace Clinic.Tests.Availability.Wishes;

/// <summary>What people say => what it asks for, on Tuesday, 1 December 2026, in the form of <see cref="WishClinic.Brief"/>.</summary>
internal static class FrenchWished
{
    internal const string Table = """
        cardiologue => cardio
        un cardiologue cette semaine après 17h, femme, mutuelle => cardio woman Vhi 2026-12-01..2026-12-06 17:00-
        cardiologie demain => cardio 2026-12-02
        généraliste aujourd'hui => gp 2026-12-01
        médecin généraliste => gp
        ORL demain matin => ent 2026-12-02 -12:00
        ORL la semaine prochaine => ent 2026-12-07..2026-12-13
        ophtalmo => eye
        ophtalmologue => eye
        neurologue après 17 => neuro 17:00-
        neurolgue => neuro
        pédiatre => paed
        pédiatre vendredi => paed 2026-12-04
        chirurgien jusqu'à vendredi => surgery ..2026-12-04
        dermatologue avant midi => skin -12:00
        gynécologue, femme => gyn woman
        homme médecin => man
        une femme médecin => woman
        chez Levin => doctor=Левин
        Dr Levin demain => doctor=Левин 2026-12-02
        Zaitseva => doctor=Зайцева
        Sokolova cette semaine => doctor=Соколова 2026-12-01..2026-12-06
        Orlov ou Guseva => doctor=Орлов doctor=Гусева
        aujourd'hui => 2026-12-01
        demain => 2026-12-02
        après-demain => 2026-12-03
        cette semaine => 2026-12-01..2026-12-06
        la semaine prochaine => 2026-12-07..2026-12-13
        lundi prochain => 2026-12-07
        vendredi => 2026-12-04
        les vendredis => days=5
        lundi ou mercredi => days=13
        lun, mer, ven => days=135
        lundi-mercredi => days=123
        en semaine après 18h => days=12345 18:00-
        week-end => days=67
        avant vendredi => ..2026-12-03
        jusqu'à la fin de la semaine => ..2026-12-06
        d'ici la fin du mois => ..2026-12-31
        15 décembre => 2026-12-15
        le 15 décembre => 2026-12-15
        15/12 => 2026-12-15
        15.12.2026 à 10h30 => 2026-12-15 10:30-11:00
        du 10 au 15 décembre => 2026-12-10..2026-12-15
        10-15 décembre => 2026-12-10..2026-12-15
        à partir du 20 décembre => 2026-12-20..
        après le 20 décembre => 2026-12-21..
        avant le 20 décembre => ..2026-12-19
        en janvier => 2027-01-01..2027-01-31
        dans une semaine => 2026-12-08..
        dans 3 jours => 2026-12-04..
        dans deux semaines => 2026-12-15..
        d'ici 3 jours => 2026-12-01..2026-12-04
        le mois prochain => 2027-01-01..2027-01-31
        après 17h => 17:00-
        après 17h30 => 17:30-
        avant 12h => -12:00
        avant 9h30 => -09:30
        de 9h à 11h => 09:00-11:00
        entre 9h et 11h => 09:00-11:00
        9h-11h => 09:00-11:00
        9-11 => 09:00-11:00
        à 10h => 10:00-11:00
        à 10h30 => 10:30-11:00
        vers 15h => 15:00-16:00
        le matin => -12:00
        l'après-midi => 12:00-17:00
        le soir => 17:00-
        ce soir => 2026-12-01 17:00-
        en fin de journée => 17:00-
        après le travail => 18:00-
        avant le déjeuner => -13:00
        après le déjeuner => 13:00-
        assurance privée => Vhi
        mutuelle => Vhi
        payant => SelfPay
        assurance obligatoire => Oms
        consultation de suivi => type=Повторный
        première consultation neurologue => neuro type=Первичный
        ECG => type=ЭКГ
        échographie cardiaque demain => type=УЗИ 2026-12-02
        échographie => type=УЗИ type=УЗИ
        vaccination => type=Прививка
        salle 103 => room=103
        je voudrais voir un cardiologue au plus vite => cardio
        rendez-vous chez un généraliste demain après 16h => gp 2026-12-02 16:00-
        pas Levin => ?[pas Levin]
        cardiologue sauf Levin => cardio ?[sauf Levin]
        cardiologue charabia => cardio ?[charabia]
        demian => ?[demian]
        mercrdi => 2026-12-02
        aujourd'hui ou demain => 2026-12-01..2026-12-02
        chirurgien jeudi avant 15h => surgery 2026-12-03 -15:00
        du lundi au mercredi => 2026-12-07..2026-12-09
        de lundi à mercredi => 2026-12-07..2026-12-09
        au plus tard 18h => -18:00
        pas avant 10h => 10:00-
        dermatoscopie samedi => type=Дерматоскопия 2026-12-05
        17h => 17:00-18:00
        sans assurance => SelfPay
        antenne Leninski => site=2
        le lundi matin => 2026-12-07 -12:00
        """;
}
