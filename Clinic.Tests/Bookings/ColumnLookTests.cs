using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Sites;
using Clinic.Web.Bookings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Xunit;

namespace Clinic.Tests.Bookings;

/// <summary>What all boards that show a column have in common.</summary>
public sealed class ColumnLookTests
{
    private static readonly DateTime Eight = new(2026, 12, 2, 8, 0, 0, DateTimeKind.Utc);
    private static readonly DoctorId Doctor = new(7);
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();

    [Fact]
    public void A_column_is_made_once_for_each_language_zone_and_stretch_of_hours()
    {
        var column = Column(Visit());
        var look = Look(column, "ru");

        Assert.Same(look, Look(column, "ru"));
        Assert.NotSame(look, Look(column with { DelayMinutes = 5 }, "ru"));
        Assert.NotSame(look, Look(column, "ru", hours: 12));
        Assert.Contains("09:00", Look(column, "ru", "Europe/Paris").Visits[0].Text.Value, StringComparison.Ordinal);
        Assert.Contains("11:00", look.Visits[0].Text.Value, StringComparison.Ordinal);
        Assert.Contains("Поверх другой записи", Look(Column(Visit() with { OverrideReason = "" }), "ru").Visits[0].Text.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("Поверх другой записи", Look(Column(Visit() with { OverrideReason = "" }), "fr").Visits[0].Text.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_people_wrote_stays_text_on_a_card()
    {
        const string hostile = "<script>alert(1)</script>\"'&";
        var visit = Visit() with { Patient = new(hostile, hostile), Doctor = new(hostile, hostile), Phone = hostile, VisitType = new(hostile), OverrideReason = hostile };
        foreach (var written in new[] { visit, visit with { OverrideReason = null }, visit with { Range = new(Eight, Eight.AddMinutes(10)) } })
        {
            var card = Look(Column(written), "ru").Visits[0].Text.Value;

            Assert.DoesNotContain("<script", card, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\"'", card, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;", card, StringComparison.Ordinal);
        }
    }

    private static BoardVisit Visit() =>
        new(new(Guid.NewGuid()), new(Eight, Eight.AddMinutes(30)), new(Eight, Eight.AddMinutes(30)), BookingStatus.Booked, new("Иванова", "Мария"), null, new("Приём"), true, Channel.Registry, null)
        {
            DoctorId = Doctor,
        };

    private static BoardColumn Column(BoardVisit visit) => new(Doctor, new("Петров", "Пётр"), [], [], [visit], [], [], []);

    private static ColumnLook Look(BoardColumn column, string language, string zone = "Europe/Moscow", int hours = 10)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return ColumnLook.Of(
            column,
            new Site { TimeZone = zone },
            new(Eight, Eight.AddHours(hours)),
            Services.GetRequiredService<IStringLocalizer<BoardTexts>>(),
            Services.GetRequiredService<IStringLocalizer<BoardViewTexts>>());
    }
}
