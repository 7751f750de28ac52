using Clinic.Domain.Hosting;
using Clinic.Web.Hosting;

namespace Clinic.Web;

public sealed class Program
{
    public static Task<int> Main(string[] args) => args is [var name, ..] && Commands.Find(name) is { } command
        ? Startup.Run(() => command(args[1..]))
        : Startup.Run(async () =>
        {
            await WebHost.Serve(args);
            return 0;
        });
}
