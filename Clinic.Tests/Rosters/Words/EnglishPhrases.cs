namespace Clinic.Tests.Rosters.Words;

/// <summary>Phrase => what it says, read on Sunday 22 November 2026; rules are separated by <c> + </c>.</summary>
internal static class EnglishPhrases
{
    internal const string Table = """
        Mon–Fri 9am–5pm, lunch 1–2pm => Weekdays:12345 09:00-13:00,14:00-17:00
        even dates 8–14, odd dates 14–20, except Sundays, from 1 June => EvenDates:123456 08:00-14:00 from=2027-06-01 + OddDates:123456 14:00-20:00 from=2027-06-01
        every other Saturday 9-13 => AlternateWeeks:2026-11-28:6 09:00-13:00
        2 on 2 off, 8-20 => Rotation:2026-11-22:2:2 08:00-20:00
        2 days on, 2 days off from 1 December 2026, 8am to 8pm => Rotation:2026-12-01:2:2 08:00-20:00 from=2026-12-01
        first and third Tuesday of the month 10-13 => NthWeekdays:1,3:2 10:00-13:00
        last Friday of each month, 9:00-12:00 => NthWeekdays:-1:5 09:00-12:00
        weekdays 9 to 5 => Weekdays:12345 09:00-17:00
        weekends 10:00-16:00 => Weekdays:67 10:00-16:00
        daily except weekends 9-17 => Weekdays:12345 09:00-17:00
        Monday to Friday from 8:30 to 16:30, break 12:00-12:30 => Weekdays:12345 08:30-12:00,12:30-16:30
        Mon, Wed, Fri 8:00–14:00; Tue, Thu 14:00–20:00 => Weekdays:135 08:00-14:00 + Weekdays:24 14:00-20:00
        on Mondays and Wednesdays 9-12, on Fridays 14-18 => Weekdays:13 09:00-12:00 + Weekdays:5 14:00-18:00
        1st and 3rd Tuesday 10-13 => NthWeekdays:1,3:2 10:00-13:00
        3, 10 and 17 December 9-12 => Dates:2026-12-03,2026-12-10,2026-12-17:1234567 09:00-12:00
        December 3, 9:00-12:00 => Dates:2026-12-03:1234567 09:00-12:00
        December 3-5 from 9:00 to 12:00 => Dates:2026-12-03..2026-12-05:1234567 09:00-12:00
        from December 3 to December 20, Mon-Fri 9-17 => Weekdays:12345 09:00-17:00 from=2026-12-03 to=2026-12-20
        Mon-Fri 9-17, rooms 201, 202 or 203 => Weekdays:12345 09:00-17:00 rooms=201|202|203
        Mon-Fri 9-17, room A => Weekdays:12345 09:00-17:00 rooms=A
        Mon-Fri 9-17, 20 minutes per visit, room 204 => Weekdays:12345 09:00-17:00 minutes=20 rooms=204
        Mon-Fri 9-17, 20-minute visits => Weekdays:12345 09:00-17:00 minutes=20
        Mon-Fri 9-17, only ultrasound, ECG => Weekdays:12345 09:00-17:00 types=ultrasound|ECG
        Mon-Fri 9-17, only for the registry until 9:00 => Weekdays:12345 09:00-17:00 access=[only registry part=00:00-09:00]
        Mon-Fri 9-17, only for reception before 9am, 24 hours before, free time opens to everyone => Weekdays:12345 09:00-17:00 access=[only registry part=00:00-09:00 release=24h]
        Mon-Fri 9-17, at most 40% for the website => Weekdays:12345 09:00-17:00 access=[quota widget share=40]
        Mon-Fri 9-17, website no more than 40 % => Weekdays:12345 09:00-17:00 access=[quota widget share=40]
        Mon-Fri 9-17, at most 8 new patients => Weekdays:12345 09:00-17:00 access=[quota * visits=first count=8]
        Mon-Fri 9-17, website booking opens 14 days in advance at 8:00 => Weekdays:12345 09:00-17:00 access=[opens widget opens=14d@08:00]
        Mon-Fri 9-17, closed for partners after 14:00 => Weekdays:12345 09:00-17:00 access=[closed partner:* part=14:00-00:00]
        Mon-Fri 9-17, for partner "Doctolib" at most 3 visits => Weekdays:12345 09:00-17:00 access=[quota partner:Doctolib count=3]
        Mon-Fri 9-17 until the end of the year => Weekdays:12345 09:00-17:00 to=2026-12-31
        every third day 8-20 => Rotation:2026-11-22:1:2 08:00-20:00
        every day 9:00-17:00 => Weekdays:1234567 09:00-17:00
        Mon-Fri 9-17 except 31 December and 1–9 January => Weekdays:12345 except 2026-12-31..2027-01-09 09:00-17:00
        even weekdays 9-12 => EvenDates:12345 09:00-12:00
        Mon-Fri 11am-2pm => Weekdays:12345 11:00-14:00
        nights 20-8 every other day => Rotation:2026-11-22:1:1 20:00-08:00
        on the 5th and 20th of the month 9-12 => MonthDays:5,20:1234567 09:00-12:00
        1st–10th of every month 9-12 => MonthDays:1-10:1234567 09:00-12:00
        round the clock daily => Weekdays:1234567 00:00-00:00
        Tues & Thurs 2pm–8pm => Weekdays:24 14:00-20:00
        every second Friday of the month 9-12 => NthWeekdays:2:5 09:00-12:00
        every other week Mon, Wed 9-12 => AlternateWeeks:2026-11-23:13 09:00-12:00
        fortnightly on Mondays 9-12 => AlternateWeeks:2026-11-23:1 09:00-12:00
        noon-6pm weekdays => Weekdays:12345 12:00-18:00
        Mon-Fri 9-17 from January 15 to March 1 => Weekdays:12345 09:00-17:00 from=2027-01-15 to=2027-03-01
        in June Mon-Fri 9-15 => Weekdays:12345 09:00-15:00 from=2027-06-01 to=2027-06-30
        Saturdays only 9-12 => Weekdays:6 09:00-12:00
        odd dates except Saturdays and Sundays 8.30-12.30 => OddDates:12345 08:30-12:30
        Mon-Fri 9-5, Sat 10-2 => Weekdays:12345 09:00-17:00 + Weekdays:6 10:00-14:00
        MON-FRI 9:00-17:00 => Weekdays:12345 09:00-17:00
        Mon.–Fri. 9.00–17.00 => Weekdays:12345 09:00-17:00
        every Monday, Wednesday and Friday 9:00-13:00 => Weekdays:135 09:00-13:00
        even days 8am-2pm; odd days 2pm-8pm => EvenDates:1234567 08:00-14:00 + OddDates:1234567 14:00-20:00
        odd dates, only Tue and Thu, 9:00-12:00 => OddDates:24 09:00-12:00
        4 days on, 2 days off, counting from 1 December 2026, 7:30-19:30 => Rotation:2026-12-01:4:2 07:30-19:30
        2 days out of 4, 8-20 => Rotation:2026-11-22:2:2 08:00-20:00
        every other day except Sundays, 9:00-17:00 => Rotation:2026-11-22:1:1:123456 09:00-17:00
        every other Saturday from 5 December 2026, 9am-1pm => AlternateWeeks:2026-12-05:6 09:00-13:00 from=2026-12-05
        alternate Fridays 9:00-12:00 => AlternateWeeks:2026-11-27:5 09:00-12:00
        second and last Thursday of the month 14:00-16:00 => NthWeekdays:2,-1:4 14:00-16:00
        first Monday and last Friday of the month 9:00-12:00 => NthWeekdays:1:1 09:00-12:00 + NthWeekdays:-1:5 09:00-12:00
        31 December 2026 9:00-13:00 => Dates:2026-12-31:1234567 09:00-13:00
        December 31, 2026, 9:00-13:00 => Dates:2026-12-31:1234567 09:00-13:00
        28 December – 3 January 10:00-14:00 => Dates:2026-12-28..2027-01-03:1234567 10:00-14:00
        1, 2 and 3 January 2027 10:00-14:00 => Dates:2027-01-01..2027-01-03:1234567 10:00-14:00
        Mon-Fri 9:00-17:00 from 25/12/2026 to 10/01/2027 => Weekdays:12345 09:00-17:00 from=2026-12-25 to=2027-01-10
        Mon-Fri 9:00-17:00 from today => Weekdays:12345 09:00-17:00 from=2026-11-22
        Mon-Fri 9:00-17:00, closed for the website from 12:00 to 14:00 => Weekdays:12345 09:00-17:00 access=[closed widget part=12:00-14:00]
        Mon-Fri 9:00-17:00, for the kiosk and partners at most 5 follow-ups => Weekdays:12345 09:00-17:00 access=[quota kiosk,partner:* visits=repeat count=5]
        Mon-Fri 9:00-17:00, for the website at most 30%, for partners at most 20% => Weekdays:12345 09:00-17:00 access=[quota widget share=30; quota partner:* share=20]
        Mon-Fri 9:00-17:00, only for the registry and the call centre from 9:00 to 10:00 (first visits) => Weekdays:12345 09:00-17:00 access=[only registry,call-centre part=09:00-10:00 visits=first]
        Mon-Fri 9:00-17:00, breaks 11:00-11:15 and 14:00-14:30 => Weekdays:12345 09:00-11:00,11:15-14:00,14:30-17:00
        Mon-Fri 9-12 and 15-18 => Weekdays:12345 09:00-12:00,15:00-18:00
        daily 22:00-6:00 => Weekdays:1234567 22:00-06:00
        Sundays 10am to 2pm, room "Hall 2" => Weekdays:7 10:00-14:00 rooms=Hall 2
        room 204: Mon-Fri 9-5; Sat 10-2 => Weekdays:12345 09:00-17:00 rooms=204 + Weekdays:6 10:00-14:00 rooms=204
        Mon-Thu 8:00-16:00, Fri 8:00-14:00, except 24 December 2026 => Weekdays:1234 except 2026-12-24 08:00-16:00 + Weekdays:5 except 2026-12-24 08:00-14:00
        weekly on Tuesdays 9:00-12:00 => Weekdays:2 09:00-12:00
        Saturdays only 9:00-12:00 => Weekdays:6 09:00-12:00
        1 day on, 3 days off from 5 December 2026, 8:00-8:00 => Rotation:2026-12-05:1:3 08:00-08:00 from=2026-12-05
        Mon-Fri 9-17, for partner Doctolib at most 10% of the time, free time opens to everyone 48 hours before => Weekdays:12345 09:00-17:00 access=[quota partner:Doctolib share=10 release=48h]
        Mon-Sat 9-17, closed Sunday => Weekdays:123456 09:00-17:00
        Mon-Fri 9-17, off on Wednesdays => Weekdays:1245 09:00-17:00
        Mon off, Tue-Fri 9-17 => Weekdays:2345 09:00-17:00
        Tue-Sat 9-17, Sunday and Monday off => Weekdays:23456 09:00-17:00
        Mon-Fri 9-17, on leave from 1 to 14 July => Weekdays:12345 except 2027-07-01..2027-07-14 09:00-17:00
        daily except Sundays 9-17, except 31 December => Weekdays:123456 except 2026-12-31 09:00-17:00
        from 1 June Mon 9-12, from 1 July Tue 9-12 => Weekdays:1 09:00-12:00 from=2027-06-01 + Weekdays:2 09:00-12:00 from=2027-07-01
        from 1 to 14 December 8-14, from 15 to 31 December 14-20 => Weekdays:1234567 08:00-14:00 from=2026-12-01 to=2026-12-14 + Weekdays:1234567 14:00-20:00 from=2026-12-15 to=2026-12-31
        until 1 March Mon-Fri 9-15, from 2 March 15-20 => Weekdays:12345 09:00-15:00 to=2027-03-01 + Weekdays:12345 15:00-20:00 from=2027-03-02
        Mon-Fri 8-4, 24 December 8-12 => Weekdays:12345 08:00-16:00 + Dates:2026-12-24:1234567 08:00-12:00
        Mon 9-12 room 101, 14-18 room 102 => Weekdays:1 09:00-12:00 rooms=101 + Weekdays:1 14:00-18:00 rooms=102
        First shift Mon-Fri 8-14 => Weekdays:12345 08:00-14:00
        Mon nights 8-8 => Weekdays:1 20:00-08:00
        on 24/12 9-12 => Dates:2026-12-24:1234567 09:00-12:00
        Mon-Fri 9-1 and 2-6 => Weekdays:12345 09:00-13:00,14:00-18:00
        Mon 8-12 & 1-5 => Weekdays:1 08:00-12:00,13:00-17:00
        Mon-Fri 8:30-12:30, 1:30-5:30 => Weekdays:12345 08:30-12:30,13:30-17:30
        Tue 10-2 and 4-8 => Weekdays:2 10:00-14:00,16:00-20:00
        Mondays 9-12, Wednesdays 1-5 => Weekdays:1 09:00-12:00 + Weekdays:3 13:00-17:00
        Mon-Fri 9-5 => Weekdays:12345 09:00-17:00
        Mon-Fri 8:30-5:30 => Weekdays:12345 08:30-17:30
        Mon-Fri 9am-5 => Weekdays:12345 09:00-17:00
        Mon-Fri noon-5 => Weekdays:12345 12:00-17:00
        Mon-Fri 02:00-06:00 => Weekdays:12345 02:00-06:00
        Mon-Fri 6:00-14:00, Sat 6:00-12:00 => Weekdays:12345 06:00-14:00 + Weekdays:6 06:00-12:00
        Mon-Fri 9-5, lunch 12-1 => Weekdays:12345 09:00-12:00,13:00-17:00
        Mon-Fri 9-5, closed for partners after 2 => Weekdays:12345 09:00-17:00 access=[closed partner:* part=14:00-00:00]
        Mon-Fri 9-5 with lunch from 1 to 2 => Weekdays:12345 09:00-13:00,14:00-17:00
        seven days a week 9-17 => Weekdays:1234567 09:00-17:00
        M-F 9-5 => Weekdays:12345 09:00-17:00
        Sunday closed, daily 9-17 => Weekdays:123456 09:00-17:00
        Mon-Fri 9-12, lunch 10-10:30 => Weekdays:12345 09:00-10:00,10:30-12:00
        week A: Mon, Wed 9-13; week B: Tue, Thu 14-18; counting from 30 November => AlternateWeeks:2026-11-30:13 09:00-13:00 + AlternateWeeks:2026-12-08:24 14:00-18:00
        Mon-Thu 9-6, Fri until 4 => Weekdays:1234 09:00-18:00 + Weekdays:5 09:00-16:00
        Mon-Fri 9-17 in July and August => Weekdays:12345 09:00-17:00 from=2027-07-01 to=2027-08-31
        room 101 Mon 9-12, room 102 Tue 14-18 => Weekdays:1 09:00-12:00 rooms=101 + Weekdays:2 14:00-18:00 rooms=102
        Mon-Fri 9-12 15 minutes per visit, 14-18 30 minutes per visit => Weekdays:12345 09:00-12:00 minutes=15 + Weekdays:12345 14:00-18:00 minutes=30
        Wednesdays from 1 June to 30 June and from 1 August to 31 August 9-12 => Weekdays:3 09:00-12:00 from=2027-06-01 to=2027-06-30 + Weekdays:3 09:00-12:00 from=2027-08-01 to=2027-08-31
        Mon-Fri 9-13 until 1 June, 14-18 from 1 June => Weekdays:12345 09:00-13:00 to=2027-06-01 + Weekdays:12345 14:00-18:00 from=2027-06-01
        1 December 8-14, 2 December 14-20, 3 December 8-14 => Dates:2026-12-01:1234567 08:00-14:00 + Dates:2026-12-02:1234567 14:00-20:00 + Dates:2026-12-03:1234567 08:00-14:00
        Mon-Fri 9-17, Sat and Sun off => Weekdays:12345 09:00-17:00
        Mon-Fri 9-17, no clinic on Wednesdays => Weekdays:1245 09:00-17:00
        Mon-Fri 5:30-9:30 => Weekdays:12345 17:30-21:30
        Mondays 1-5, Tuesdays 9-12 => Weekdays:1 13:00-17:00 + Weekdays:2 09:00-12:00
        Mon-Fri daily 9-17; Sat 10-14 => Weekdays:12345 09:00-17:00 + Weekdays:6 10:00-14:00
        the doctor works on Mondays 9-12 => Weekdays:1 09:00-12:00
        """;
}
