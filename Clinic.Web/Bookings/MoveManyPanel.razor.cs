using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace Clinic.Web.Bookings;

/// <summary>Moves the selected visits: first shows what becomes of each, then moves them all at once. Closes with what was moved.</summary>
public sealed partial class MoveManyPanel(PlanMoves planMoves, MoveMany move, CurrentUser user, DialogService dialogs) : IDisposable
{
    private readonly CancellationTokenSource closing = new();
    private MassWish wish = new([], null, null, true);
    private MassPlan? plan;

    // What the plan at hand answers: the wish may be a step ahead.
    private MassWish planned = new([], null, null, true);
    private Problem? problem;
    private CancellationTokenSource? stop;
    private int asked;
    private bool planning;
    private bool changed;
    private int done;

    [Parameter, EditorRequired]
    public IReadOnlyList<BookingId> Bookings { get; set; } = [];

    /// <summary>The day shown.</summary>
    [Parameter, EditorRequired]
    public DateOnly Date { get; set; }

    /// <summary>The doctor to begin with.</summary>
    [Parameter]
    public DoctorId? To { get; set; }

    /// <summary>The day to begin with.</summary>
    [Parameter]
    public DateOnly? On { get; set; }

    private DialogService Dialogs => dialogs;

    private bool Working => stop is not null;

    /// <summary>Nothing else is wanted than what is.</summary>
    private bool Idle => planned.Doctor is null && (planned.Date is null || planned.Date == Date);

    private List<WantedMove> Moves => [.. plan!.Lines.Select(l => l.Move).OfType<WantedMove>()];

    public void Dispose()
    {
        stop?.Cancel();
        closing.Cancel();
        closing.Dispose();
    }

    protected override Task OnInitializedAsync() => Wish(wish with { Bookings = Bookings, Doctor = To, Date = On });

    private async Task Wish(MassWish wanted)
    {
        (wish, changed) = (wanted, false);
        await Plan();
    }

    private async Task Plan()
    {
        var mine = ++asked;
        planning = true;
        try
        {
            var wanted = wish;
            var answer = await planMoves.Run(wanted, await user.Actor(), closing.Token);

            // Only the last wish is shown.
            if (mine == asked)
            {
                (plan, planned) = answer.Ok ? (answer.Value, wanted) : (plan, planned);
                (problem, planning) = (answer.Problem, false);
            }
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            (problem, planning) = (new(ProblemCodes.Unavailable), false);
        }
    }

    private async Task Commit()
    {
        if (Working || planning)
        {
            return;
        }

        using var source = stop = new();
        (done, problem) = (0, null);
        var moves = Moves;
        try
        {
            var progress = new Progress<int>(count => InvokeAsync(() =>
            {
                done = count;
                StateHasChanged();
            }));
            var actor = DeskHistory.Begin(await user.Actor());
            var answer = await Task.Run(() => move.Run(new(moves, Partly: false), actor, source.Token, progress), CancellationToken.None);
            if (answer.Ok)
            {
                dialogs.CloseSide(answer.Value);
                return;
            }

            // The plan as it is now says who is in the way.
            await Plan();
            changed = true;
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            // Nothing has moved.
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            problem = new(ProblemCodes.Unavailable);
        }
        finally
        {
            stop = null;
        }
    }

    private string Moment(MassLine line, DateTime start) => line.Site.LocalDate(start) == Date && (planned.Date is null || planned.Date == Date)
        ? line.Site.Clock(start)
        : $"{line.Site.Date(start, T["ShortDay"])}, {line.Site.Clock(start)}";

    private static DateOnly? Day(DateOnly? date) => date is { Year: > 2000 and < 2200 } ? date : null;

    private static DoctorId? Doctor(string? text) => DoctorId.TryParse(text, null, out var id) ? id : null;
}
