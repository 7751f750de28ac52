using System.Net;
using Clinic.Domain.Database;
using Xunit;

namespace Clinic.Tests.Hosting;

public sealed class HeadRequestsTests
{
    [Theory]
    [InlineData("/book", 200)]
    [InlineData("/sample-site", 200)]
    [InlineData("/w/booking.js", 200)]
    [InlineData("/w/start", 200)]
    [InlineData("/api/v1/slots", 200)]
    [InlineData("/api/v1/doctors", 200)]
    [InlineData("/api/v1/bookings/no-such-token", 404)]
    [InlineData("/api/v1/callbacks", 405)]
    [InlineData("/api/v1/stream", 405)]
    public async Task It_is_answered_as_get_without_the_body(string path, int status)
    {
        await using var clinic = await TestClinic.Create(DatabaseProvider.Sqlite);
        await using var api = await RunningApi.Start(clinic);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        using var answer = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        // Nothing that is left of one answer is taken for the next on the same connection.
        Assert.Equal(HttpStatusCode.OK, (await api.Http.GetAsync("/api/v1/clinic", TestContext.Current.CancellationToken)).StatusCode);
    }
}
