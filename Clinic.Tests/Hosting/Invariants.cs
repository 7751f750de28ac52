using Clinic.Domain.Audit;
using Xunit;

namespace Clinic.Tests.Hosting;

/// <summary>What must always be true, checked by the program's own <c>verify</c>.</summary>
public static class Invariants
{
    public static async Task Hold(TestClinic clinic)
    {
        await clinic.Get<SealAudit>().Run(CancellationToken.None);
        Assert.Empty(await clinic.Get<VerifyDatabase>().Run(CancellationToken.None));
    }
}
