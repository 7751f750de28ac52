using System.Globalization;
using Clinic.Domain.Bookings;
using Clinic.Domain.Rosters;
using Clinic.Domain.Sites;
using Microsoft.Extensions.Localization;

namespace Clinic.Web.Bookings;

/// <summary>What the board says of its cells.</summary>
public static class BoardWords
{
    private const string Partner = "partner:";

    /// <summary>"website", "partner NAME"; the channel's own name where there is no word for it.</summary>
    public static string Channel(this IStringLocalizer<BoardViewTexts> texts, string name) =>
        name == "*" ? texts["Channel.everyone"]
        : name == "partner:*" ? texts["Channel.partners"]
        : name.StartsWith(Partner, StringComparison.Ordinal) ? texts["Channel.partner", name[Partner.Length..]]
        : texts[$"Channel.{name}"] is { ResourceNotFound: false } known ? known : name;

    /// <summary>Whose the time is, or for what it waits.</summary>
    public static string Reserved(this IStringLocalizer<BoardViewTexts> texts, BoardReserved reserved, Site site)
    {
        var channels = string.Join(", ", reserved.Fault.Rule.Channels.Select(texts.Channel));
        return reserved.Fault.Rule.Kind switch
        {
            AccessKind.Only => texts["Reserved.Only", channels],
            AccessKind.Quota => texts["Reserved.Quota"],
            AccessKind.Opens when reserved.Fault.OpensAt is { } at => texts["Reserved.Opens", site.Date(at, texts["StampFormat"])],
            _ => texts["Reserved.Closed", channels],
        };
    }

    /// <summary>What the accessible name of a gap says.</summary>
    public static string Gap(this IStringLocalizer<BoardViewTexts> texts, BoardGap gap, Site site) => gap.Kind switch
    {
        GapKind.Closed => texts["Gap.closed", site.Clock(gap.Range)],
        GapKind.RoomTaken => texts["Gap.taken", site.Clock(gap.Range)],
        GapKind.Reserved => texts["Gap.reserved", site.Clock(gap.Range), texts.Reserved(gap.Reserved!, site)],
        _ => texts["Gap.rest", site.Clock(gap.Range)],
    };

    /// <summary>"Self-pay · 2 500 ₽", "VHI · Insurer".</summary>
    public static string Payment(this IStringLocalizer<BoardViewTexts> texts, BoardVisit visit, string currency) => string.Join(" · ", new[]
    {
        texts[$"Pay.{visit.Payment}"].Value,
        visit.Insurer,
        visit.Payment == PaymentKind.SelfPay && visit.Price is { } price ? BoardFormat.Money(price, currency) : null,
        visit.GuaranteeLetter is { Length: > 0 } letter ? texts["Guarantee.Here", letter].Value : null,
    }.Where(p => !string.IsNullOrEmpty(p)));

    /// <summary>"arrived 09:52, called 10:01".</summary>
    public static string Times(this IStringLocalizer<BoardViewTexts> texts, BoardVisit visit, Site site) => string.Join(", ", new[]
    {
        ("Arrived", visit.ArrivedAt), ("Called", visit.CalledAt), ("Started", visit.StartedAt), ("Done", visit.DoneAt),
    }.Where(t => t.Item2 is not null).Select(t => texts[$"Times.{t.Item1}", site.Clock(t.Item2!.Value)].Value));

    /// <summary>Milliseconds since 1970, for the clocks that tick in the browser.</summary>
    public static string Ticks(DateTime instant) => new DateTimeOffset(instant, TimeSpan.Zero).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
