using Clinic.Domain.Database;
using Clinic.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Clinic.Tests.Audit;

public sealed class SealAuditJobTests
{
    [Theory, EveryDatabase]
    public async Task Two_intranet_processes_seal_one_chain_within_seconds(DatabaseProvider provider)
    {
        await using var clinic = await TestClinic.Create(provider);
        await using var first = await RunningWeb.Start(clinic);
        await using var second = await RunningWeb.Start(clinic);
        for (var i = 0; i < 6; i++)
        {
            Assert.True((await clinic.Book(clinic.Slot(TestClinic.Moscow(2, 9 + (i % 4), i / 4 * 30)), TestClinic.Person(phone: $"+7900000000{i}"))).Ok);
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await clinic.Read(db => db.Audit.AnyAsync(a => a.SealNo == null)))
        {
            await Task.Delay(200, limit.Token);
        }

        await Invariants.Hold(clinic);
    }
}
