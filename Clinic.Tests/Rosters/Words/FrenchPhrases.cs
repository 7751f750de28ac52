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
        """;
}
