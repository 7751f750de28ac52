using Clinic.Domain.VisitTypes;

namespace Clinic.Domain.Rosters.Words;

/// <summary>Which channel sees which part of a shift, from when, how much of it.</summary>
internal sealed partial class Grammar
{
    private const int HoursOfDay = 24;
    private const int DaysOfWeek = 7;

    private AccessClause? AccessOf() => (Try(OnlyOf) ?? Try(ClosedOf) ?? Try(QuotaOf) ?? Try(OpensOf)) is { } rule ? new(rule) : null;

    /// <summary>"Только для регистратуры до 9:00".</summary>
    private AccessRule? OnlyOf()
    {
        if (!Take(Sense.Only))
        {
            return null;
        }

        Skip(Sense.For, Sense.To, Sense.On);
        return ChannelsOf() is { } channels ? Scoped(new() { Kind = AccessKind.Only, Channels = channels }) : null;
    }

    /// <summary>"Закрыто для сайта после 18:00", "для сайта закрыто".</summary>
    private AccessRule? ClosedOf()
    {
        var first = Take(Sense.Closed);
        Skip(Sense.For, Sense.To, Sense.On);
        return ChannelsOf() is { } channels && (first || Take(Sense.Closed)) ? Scoped(new() { Kind = AccessKind.Closed, Channels = channels }) : null;
    }

    /// <summary>"Для сайта не более 40 % времени", "не больше 8 первичных".</summary>
    private AccessRule? QuotaOf()
    {
        Skip(Sense.For);
        var channels = Try(ChannelsOf);
        if (channels is not null)
        {
            _ = TakeMark(',') || TakeMark('-') || TakeMark(':');
        }

        if (!Take(Sense.AtMost) || Number() is not { } number)
        {
            return null;
        }

        var percent = Take(Sense.Percent);
        Skip(Sense.Visit);
        var visits = VisitsOf();
        Skip(Sense.Visit);
        channels ??= Try(() =>
        {
            Skip(Sense.For, Sense.From, Sense.To);
            return ChannelsOf();
        });
        return Scoped(new() { Kind = AccessKind.Quota, Channels = channels ?? [Channels.Everyone], Percent = percent ? number : null, Count = percent ? null : number, Visits = visits });
    }

    /// <summary>"Запись с сайта открывается за 14 дней в 8:00".</summary>
    private AccessRule? OpensOf()
    {
        _ = Take(Sense.Booking);
        Skip(Sense.For, Sense.From, Sense.OutOf, Sense.To, Sense.Through, Sense.On);
        if (ChannelsOf() is not { } channels)
        {
            return null;
        }

        TakeMark(',');
        Skip(Sense.Booking);
        if (!Take(Sense.Opens))
        {
            return null;
        }

        Skip(Sense.Before);
        if (Number() is not { } number || Here.Sense is not (Sense.DayWord or Sense.WeekWord))
        {
            return null;
        }

        var days = Here.Is(Sense.WeekWord) ? Math.Min(number, int.MaxValue / DaysOfWeek) * DaysOfWeek : number;
        at++;
        Skip(Sense.Before);
        var time = TryValue(() =>
        {
            Skip(Sense.To);
            return Ahead(IsDayNumbers) ? null : ClockOf();
        });
        return Scoped(new() { Kind = AccessKind.Opens, Channels = channels, DaysBefore = days, At = time is { } clock ? Time(clock) : TimeOnly.MinValue });
    }

    /// <summary>"За 24 часа свободное открывается всем".</summary>
    private ReleaseClause? ReleaseOf() => Try(() =>
    {
        var first = OpensToEveryone();
        TakeMark(',');
        return HoursBefore() is { } hours && (first || ((TakeMark(',') || true) && OpensToEveryone())) ? new ReleaseClause(hours) : null;
    });

    private int? HoursBefore()
    {
        if (Take(Sense.Before) && Take(Sense.AllDayShift))
        {
            return HoursOfDay;
        }

        if (Number() is not { } number || Here.Sense is not (Sense.HourWord or Sense.DayWord or Sense.AllDayShift))
        {
            return null;
        }

        var hours = Here.Is(Sense.HourWord) ? number : Math.Min(number, int.MaxValue / HoursOfDay) * HoursOfDay;
        at++;
        Skip(Sense.Before);
        return hours;
    }

    private bool OpensToEveryone()
    {
        Skip(Sense.FreeTime, Sense.Opens);
        Skip(Sense.To, Sense.For);
        return tokens[Math.Max(0, at - 1)].Sense is Sense.FreeTime or Sense.Opens or Sense.To or Sense.For && Take(Sense.Everyone);
    }

    private AccessRule Scoped(AccessRule rule)
    {
        var part = PartOf();
        TakeMark('(');
        Skip(Sense.For);
        var visits = VisitsOf();
        Skip(Sense.Visit);
        TakeMark(')');
        part ??= PartOf();
        at -= visits == VisitKind.Any && tokens[at - 1].Is(Sense.For) ? 1 : 0;
        return rule with { Part = part, Visits = visits == VisitKind.Any ? rule.Visits : visits };
    }

    private VisitKind VisitsOf() => Take(Sense.FirstVisits) ? VisitKind.First : Take(Sense.RepeatVisits) ? VisitKind.Repeat : VisitKind.Any;

    /// <summary>"До 9:00", "после 18:00", "с 8:00 до 9:00"; dates are not meant.</summary>
    private WorkStretch? PartOf() => TryValue<WorkStretch>(() =>
    {
        var dated = Ahead(() => (Take(Sense.From) || Take(Sense.To) || Take(Sense.Until)) && (DateOf(shortForm: false) is not null || IsDayNumbers()));
        if (dated)
        {
            return null;
        }

        if (StretchOf() is { } stretch)
        {
            return stretch;
        }

        var opening = Here.Sense;
        if (opening is not (Sense.Until or Sense.Before or Sense.To or Sense.After or Sense.From))
        {
            return null;
        }

        at++;
        var from = at;
        if (ClockOf() is not { } said)
        {
            return null;
        }

        var time = Time(LoneHour(said, from));
        return opening is Sense.After or Sense.From ? new(time, TimeOnly.MinValue) : new(TimeOnly.MinValue, time);
    });

    private List<string>? ChannelsOf()
    {
        var channels = new List<string>();
        while (channels.Count < MostNames && Try(() => channels.Count == 0 ? ChannelName() : NextChannel()) is { } name)
        {
            channels.Add(name);
        }

        return channels.Count > 0 ? [.. channels.Distinct()] : null;
    }

    // In "только для регистратуры, сайт не более 40 %" the second channel begins another rule.
    private string? NextChannel()
    {
        if (!TakeJoint())
        {
            return null;
        }

        var and = tokens[at - 1].Is(Sense.And);
        var another = Take(Sense.For);
        return (another || !and) && Ahead(() => BeginsQuota(another)) ? null : ChannelName();
    }

    private bool BeginsQuota(bool several)
    {
        while (ChannelName() is not null && several && TakeJoint())
        {
            // All channels of the rule that may begin here.
        }

        _ = TakeMark(',') || TakeMark('-') || TakeMark(':');
        return Here.Sense is Sense.AtMost or Sense.Opens or Sense.Closed or Sense.Booking;
    }

    private string? ChannelName()
    {
        if (Here.Sense is Sense.Channel)
        {
            at++;
            return Channels.Names[tokens[at - 1].Value];
        }

        if (Take(Sense.Everyone))
        {
            return Channels.Everyone;
        }

        if (!Take(Sense.Partner) && !Take(Sense.ChannelWord))
        {
            return null;
        }

        var partner = tokens[at - 1].Is(Sense.Partner);
        if (Here.Kind == TokenKind.Quoted)
        {
            at++;
            return (partner ? Channels.Partner : "") + tokens[at - 1].Text;
        }

        if (partner && Here.IsUnknown)
        {
            at++;
            return Channels.Partner + text[tokens[at - 1].Start..tokens[at - 1].Stop];
        }

        return partner ? Channels.AllPartners : null;
    }
}
