using System.Net.Http.Json;
using System.Text.Json;
using Clinic.Domain.Database;
using Clinic.Domain.Rosters;
using Clinic.Tests.Bookings;
using Clinic.Tests.Hosting;
using Xunit;

namespace Clinic.Tests.Availability;

public sealed class SlotFormTests
{
    [Theory]
    [InlineData("Europe/Moscow", true, 2500d)]
    [InlineData("Asia/Kathmandu", true, 1990.5)]
    [InlineData("America/New_York", true, 0d)]
    [InlineData("UTC", false, null)]
    public async Task A_slot_is_written_the_same_to_the_byte_wherever_it_is_answered(string zone, bool room, double? price)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite, zone);
        await clinic.Type(t => t.Price = (decimal?)price);
        var doctor = await clinic.AddDoctor("Сидоров", room ? clinic.Room : null, WorkHours.Of("09:00-18:00"));
        await using var api = await RunningApi.Start(clinic);
        var listed = (await api.Http.GetFromJsonAsync<JsonElement>($"/api/v1/slots?doctor={doctor}", TestContext.Current.CancellationToken)).GetProperty("items");
        var (first, second) = (listed[0], listed[1]);

        using var response = await api.Http.PostAsJsonAsync("/api/v1/holds", new { slot = first.GetProperty("id").GetString() }, TestContext.Current.CancellationToken);
        var hold = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var (_, booking) = await api.Book(second.GetProperty("id").GetString()!, "+7 900 000-00-01");
        var (_, refused) = await api.Book(first.GetProperty("id").GetString()!, "+7 900 000-00-02");

        Assert.Equal((room, price is not null), (first.TryGetProperty("room", out _), first.TryGetProperty("price", out _)));
        Assert.Equal(first.GetRawText(), hold.GetProperty("slot").GetRawText());
        Assert.Equal(second.GetRawText(), booking.GetProperty("slot").GetRawText());
        Assert.Contains(refused.GetProperty("alternatives")[0].GetRawText(), listed.EnumerateArray().Select(s => s.GetRawText()));
    }
}
