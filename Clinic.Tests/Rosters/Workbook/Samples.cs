using Clinic.Domain.Rosters.Workbook;

namespace Clinic.Tests.Rosters.Workbook;

internal static class Samples
{
    public static byte[] Bytes(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Clinic.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Clinic.sln is not above the tests.");
        }

        var own = Path.Combine(folder.FullName, "Clinic.Tests", "Rosters", "Workbook", name);
        return File.ReadAllBytes(File.Exists(own) ? own : Path.Combine(folder.FullName, "deploy", "samples", name));
    }

    public static WorkbookReading Read(string name) => RosterWorkbook.Read(new MemoryStream(Bytes(name)), name);
}
