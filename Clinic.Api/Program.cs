using Clinic.Api.Hosting;
using Clinic.Domain.Hosting;

namespace Clinic.Api;

public sealed class Program
{
    public static Task<int> Main(string[] args) => Startup.Run(async () =>
    {
        await using var app = ApiHost.Build(args);
        await Startup.Serve(app);
        return 0;
    });
}
