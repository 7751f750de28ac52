namespace Clinic.Domain.Rosters.Workbook;

/// <summary>Collects problems up to a bearable number; a file with more is not a roster or needs another look first.</summary>
internal sealed class ProblemList
{
    private readonly List<WorkbookProblem> problems = [];

    public IReadOnlyList<WorkbookProblem> All => problems;

    public void Error(string sheet, string address, string found, string code, string? expected = null) =>
        Add(new(sheet, address, CellText.Quote(found), code, ProblemSeverity.Error, expected));

    public void Warning(string sheet, string address, string found, string code, string? expected = null) =>
        Add(new(sheet, address, CellText.Quote(found), code, ProblemSeverity.Warning, expected));

    public void Add(WorkbookProblem problem)
    {
        if (problems.Count < WorkbookLimits.Problems)
        {
            problems.Add(problem);
        }
        else if (problems.Count == WorkbookLimits.Problems)
        {
            problems.Add(new("", "", "", WorkbookProblemCodes.TooManyProblems, ProblemSeverity.Error, WorkbookLimits.Problems.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }
}
