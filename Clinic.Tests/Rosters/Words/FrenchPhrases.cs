namespace Clinic.Tests.Rosters.Words;

/// <summary>Phrase => what it says, read on Sunday 22 November 2026; rules are separated by <c> + </c>.</summary>
internal static class FrenchPhrases
{
    internal const string Table = """
        du lundi au vendredi 9h–18h, pause 13h–14h => Weekdays:12345 09:00-13:00,14:00-18:00
        jours pairs 8h-14h, jours impairs 14h-20h, sauf le dimanche, à partir du 1er juin => EvenDates:123456 08:00-14:00 from=2027-06-01 + OddDates:123456 14:00-20:00 from=2027-06-01
        un samedi sur deux 9h-13h => AlternateWeeks:2026-11-28:6 09:00-13:00
        le premier mardi du mois 10h-13h => NthWeekdays:1:2 10:00-13:00
        le premier et le troisième mardi du mois de 10h à 13h => NthWeekdays:1,3:2 10:00-13:00
        2 jours sur 4, 8h-20h => Rotation:2026-11-22:2:2 08:00-20:00
        un jour sur deux 8h-20h => Rotation:2026-11-22:1:1 08:00-20:00
        le dernier vendredi du mois 9h-12h => NthWeekdays:-1:5 09:00-12:00
        tous les jours sauf le week-end 9h-17h => Weekdays:12345 09:00-17:00
        lundi, mercredi et vendredi 8h-14h ; mardi et jeudi 14h-20h => Weekdays:135 08:00-14:00 + Weekdays:24 14:00-20:00
        les lundis et mercredis de 8h30 à 12h => Weekdays:13 08:30-12:00
        le lundi 9h-12h, le mardi 14h-18h, salle 12 => Weekdays:1 09:00-12:00 rooms=12 + Weekdays:2 14:00-18:00 rooms=12
        du 15 janvier au 1er mars, du lundi au vendredi 9h-18h => Weekdays:12345 09:00-18:00 from=2027-01-15 to=2027-03-01
        en semaine 9h-18h jusqu'à la fin de l'année => Weekdays:12345 09:00-18:00 to=2026-12-31
        les 3, 10 et 17 décembre de 9h à 12h => Dates:2026-12-03,2026-12-10,2026-12-17:1234567 09:00-12:00
        le 5 et le 20 du mois 9h-12h => MonthDays:5,20:1234567 09:00-12:00
        du 1er au 10 du mois 9h-12h => MonthDays:1-10:1234567 09:00-12:00
        une semaine sur deux, lundi et mardi 9h-12h => AlternateWeeks:2026-11-23:12 09:00-12:00
        lun-ven 9h-17h, 20 minutes par visite, salle 204 => Weekdays:12345 09:00-17:00 minutes=20 rooms=204
        lun-ven 9h-17h, salles 201, 202 ou 203 => Weekdays:12345 09:00-17:00 rooms=201|202|203
        lun-ven 9h-17h, uniquement échographie, ECG => Weekdays:12345 09:00-17:00 types=échographie|ECG
        lun-ven 9h-17h, uniquement pour le secrétariat jusqu'à 9h => Weekdays:12345 09:00-17:00 access=[only registry part=00:00-09:00]
        lun-ven 9h-17h, pour le site au plus 40 % du temps => Weekdays:12345 09:00-17:00 access=[quota widget share=40]
        lun-ven 9h-17h, au plus 8 premières visites => Weekdays:12345 09:00-17:00 access=[quota * visits=first count=8]
        lun-ven 9h-17h, la réservation sur le site ouvre 14 jours avant à 8h => Weekdays:12345 09:00-17:00 access=[opens widget opens=14d@08:00]
        lun-ven 9h-17h, uniquement pour l'accueil jusqu'à 9h, 24 heures avant, le temps libre s'ouvre à tous => Weekdays:12345 09:00-17:00 access=[only registry part=00:00-09:00 release=24h]
        lun-ven 9h-17h, fermé pour les partenaires après 14h => Weekdays:12345 09:00-17:00 access=[closed partner:* part=14:00-00:00]
        tous les 3 jours 8h-20h => Rotation:2026-11-22:1:2 08:00-20:00
        jours ouvrés 9h–12h30 et 14h–18h => Weekdays:12345 09:00-12:30,14:00-18:00
        sauf le dimanche, tous les jours 9h-17h => Weekdays:123456 09:00-17:00
        lundi au samedi 9h-17h sauf le 31 décembre et du 1er au 9 janvier => Weekdays:123456 except 2026-12-31..2027-01-09 09:00-17:00
        le samedi 9h-midi => Weekdays:6 09:00-12:00
        2 jours de travail, 2 jours de repos, 8h-20h => Rotation:2026-11-22:2:2 08:00-20:00
        nuits 20h-8h un jour sur trois => Rotation:2026-11-22:1:2 20:00-08:00
        chaque mardi 9h-12h => Weekdays:2 09:00-12:00
        en juin du lundi au vendredi 9h-15h => Weekdays:12345 09:00-15:00 from=2027-06-01 to=2027-06-30
        à partir du 01/06 lun-ven 9h-15h => Weekdays:12345 09:00-15:00 from=2027-06-01
        lun., mer. et ven. 8 h 30 - 12 h => Weekdays:135 08:30-12:00
        24h/24 tous les jours => Weekdays:1234567 00:00-00:00
        les jours pairs du lundi au vendredi 9h-12h => EvenDates:12345 09:00-12:00
        vendredi 9h-12h dans la salle 5 => Weekdays:5 09:00-12:00 rooms=5
        LUNDI-VENDREDI 9H-17H => Weekdays:12345 09:00-17:00
        du lundi au jeudi 8h–16h, le vendredi 8h–14h => Weekdays:1234 08:00-16:00 + Weekdays:5 08:00-14:00
        les jours impairs, uniquement le mardi et le jeudi, 9h–12h => OddDates:24 09:00-12:00
        4 jours sur 6, en comptant du 1er décembre 2026, 7h30–19h30 => Rotation:2026-12-01:4:2 07:30-19:30
        un vendredi sur deux à partir du 4 décembre 2026, 9h–12h => AlternateWeeks:2026-12-04:5 09:00-12:00 from=2026-12-04
        un lundi et un jeudi sur deux, 9h-12h => AlternateWeeks:2026-11-23:14 09:00-12:00
        le deuxième et le dernier jeudi du mois 14h–16h => NthWeekdays:2,-1:4 14:00-16:00
        le 1er et le 3e mardi du mois 10h-12h => NthWeekdays:1,3:2 10:00-12:00
        le 31 décembre 2026 9h–13h => Dates:2026-12-31:1234567 09:00-13:00
        du 28 décembre au 3 janvier, tous les jours, 10h–14h => Weekdays:1234567 10:00-14:00 from=2026-12-28 to=2027-01-03
        du lundi au vendredi 9h–17h, sauf du 24 décembre au 2 janvier => Weekdays:12345 except 2026-12-24..2027-01-02 09:00-17:00
        du lundi au vendredi 9h–17h, pauses 11h–11h15 et 14h–14h30 => Weekdays:12345 09:00-11:00,11:15-14:00,14:30-17:00
        du lundi au vendredi 9h–17h, salle « Échographie 2 » => Weekdays:12345 09:00-17:00 rooms=Échographie 2
        du lundi au vendredi 9h–17h, fermé pour le site de 12h à 14h => Weekdays:12345 09:00-17:00 access=[closed widget part=12:00-14:00]
        du lundi au vendredi 9h–17h, pour la borne et les partenaires, au plus 5 visites de suivi => Weekdays:12345 09:00-17:00 access=[quota kiosk,partner:* visits=repeat count=5]
        du lundi au vendredi 9h–17h, pour le site, au plus 30 %, pour tous les partenaires, au plus 20 % => Weekdays:12345 09:00-17:00 access=[quota widget share=30; quota partner:* share=20]
        du lundi au vendredi 9h–17h, uniquement pour le secrétariat et le centre d'appels de 9h à 10h (premières visites) => Weekdays:12345 09:00-17:00 access=[only registry,call-centre part=09:00-10:00 visits=first]
        tous les jours 22h–6h => Weekdays:1234567 22:00-06:00
        le week-end 10h–16h => Weekdays:67 10:00-16:00
        le dimanche de 10 h à 14 h => Weekdays:7 10:00-14:00
        chaque semaine du lundi au mercredi et le vendredi 9h-12h => Weekdays:1235 09:00-12:00
        une semaine sur deux du lundi au vendredi 8h-14h => AlternateWeeks:2026-11-23:12345 08:00-14:00
        lun-sam 9h-17h, fermé le mercredi => Weekdays:12456 09:00-17:00
        du lundi au vendredi 9h-17h, repos le mercredi => Weekdays:1245 09:00-17:00
        lundi repos, mardi-samedi 9h-17h => Weekdays:23456 09:00-17:00
        lun-ven 9h-17h, congé du 1er au 14 juillet => Weekdays:12345 except 2027-07-01..2027-07-14 09:00-17:00
        tous les jours sauf le dimanche 9h-17h, sauf le 31 décembre => Weekdays:123456 except 2026-12-31 09:00-17:00
        à partir du 1er juin lundi 9h-12h, à partir du 1er juillet mardi 9h-12h => Weekdays:1 09:00-12:00 from=2027-06-01 + Weekdays:2 09:00-12:00 from=2027-07-01
        du 1er au 14 décembre 8h-14h, du 15 au 31 décembre 14h-20h => Weekdays:1234567 08:00-14:00 from=2026-12-01 to=2026-12-14 + Weekdays:1234567 14:00-20:00 from=2026-12-15 to=2026-12-31
        lun-ven 9-17, 31 décembre 9-13 => Weekdays:12345 09:00-17:00 + Dates:2026-12-31:1234567 09:00-13:00
        lundi 9h-12h salle 101, 14h-18h salle 102 => Weekdays:1 09:00-12:00 rooms=101 + Weekdays:1 14:00-18:00 rooms=102
        le 24/12 9h-12h => Dates:2026-12-24:1234567 09:00-12:00
        les 3/12 et 10/12 9h-12h => Dates:2026-12-03,2026-12-10:1234567 09:00-12:00
        du lundi au vendredi 9h-17h, le 24/12 9h-12h => Weekdays:12345 09:00-17:00 + Dates:2026-12-24:1234567 09:00-12:00
        du 03/12 au 10/12 9h-12h => Weekdays:1234567 09:00-12:00 from=2026-12-03 to=2026-12-10
        le 3/7 9h-12h => Dates:2027-07-03:1234567 09:00-12:00
        sept jours sur sept 9h-17h => Weekdays:1234567 09:00-17:00
        lundi 9h-12h, salle n° 5 => Weekdays:1 09:00-12:00 rooms=5
        lundi de 9 h à 12 h 30 => Weekdays:1 09:00-12:30
        lundi de 9 h à 12 h 30 et de 14 h à 18 h => Weekdays:1 09:00-12:30,14:00-18:00
        lun-ven 9h-17h en juillet et août => Weekdays:12345 09:00-17:00 from=2027-07-01 to=2027-08-31
        lundi et mardi fermé, mer-ven 9h-17h => Weekdays:345 09:00-17:00
        le dimanche est fermé, tous les jours 9h-17h => Weekdays:123456 09:00-17:00
        du lundi au vendredi 9h-12h, 14h-18h, le 24/12 9h-12h => Weekdays:12345 09:00-12:00,14:00-18:00 + Dates:2026-12-24:1234567 09:00-12:00
        semaine A : lundi, mercredi 9h-13h ; semaine B : mardi, jeudi 14h-18h ; en comptant du 30 novembre => AlternateWeeks:2026-11-30:13 09:00-13:00 + AlternateWeeks:2026-12-08:24 14:00-18:00
        du lundi au jeudi 9h-18h, vendredi jusqu'à 17h => Weekdays:1234 09:00-18:00 + Weekdays:5 09:00-17:00
        salle 101 lundi 9h-12h, salle 102 mardi 14h-18h => Weekdays:1 09:00-12:00 rooms=101 + Weekdays:2 14:00-18:00 rooms=102
        lun-ven 9h-12h 15 minutes par visite, 14h-18h 30 minutes par visite => Weekdays:12345 09:00-12:00 minutes=15 + Weekdays:12345 14:00-18:00 minutes=30
        le mercredi du 1er juin au 30 juin et du 1er août au 31 août 9h-12h => Weekdays:3 09:00-12:00 from=2027-06-01 to=2027-06-30 + Weekdays:3 09:00-12:00 from=2027-08-01 to=2027-08-31
        le 1er décembre 8-14, le 2 décembre 14-20 => Dates:2026-12-01:1234567 08:00-14:00 + Dates:2026-12-02:1234567 14:00-20:00
        lun-ven 9h-17h, samedi et dimanche fermé => Weekdays:12345 09:00-17:00
        lundi-vendredi 9h-17h, pas de consultation le mercredi => Weekdays:1245 09:00-17:00
        tous les jours du lundi au vendredi 9h-18h => Weekdays:12345 09:00-18:00
        le médecin consulte le lundi 9h-12h => Weekdays:1 09:00-12:00
        """;
}
