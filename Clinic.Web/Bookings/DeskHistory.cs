using Clinic.Domain.Audit;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Clinic.Web.Components;
using Clinic.Web.Users;
using Microsoft.Extensions.Localization;
using Radzen;

namespace Clinic.Web.Bookings;

/// <summary>
/// The last actions of one desk, each with its batch, so that the toast or Ctrl+Z takes them back. Lives as long as the circuit; whether something can
/// be undone is decided by <see cref="UndoBatch"/> alone.
/// </summary>
public sealed class DeskHistory(UndoBatch undo, CurrentUser user, NotificationService toasts, IStringLocalizer<MoveTexts> words)
{
    private const int Most = 20;
    private readonly List<(Guid Batch, string What)> actions = [];
    private bool busy;

    /// <summary>Something was taken back: what is shown may differ.</summary>
    public event Func<Task>? Undone;

    /// <summary>Tells at length why something was not taken back; false where a short message is as good.</summary>
    public Func<string, Problem, Task<bool>>? Explain { get; set; }

    /// <summary>The same actor for one press of a button.</summary>
    public static Actor Begin(Actor actor) => actor with { Batch = Guid.NewGuid() };

    /// <summary>Tells what was done, with a button that takes it back.</summary>
    /// <param name="batch">What it was recorded under.</param>
    /// <param name="what">In words.</param>
    /// <param name="stands">It cannot be taken back: there is no button, and Ctrl+Z says so instead of taking back what was done before.</param>
    /// <param name="keys">Whether Ctrl+Z is understood where it was done.</param>
    public void Did(Guid batch, string what, bool stands = false, bool keys = true)
    {
        actions.Add((batch, what));
        if (actions.Count > Most)
        {
            actions.RemoveAt(0);
        }

        if (stands)
        {
            toasts.Say(what);
            return;
        }

        toasts.Offer(what, words["Undo"], words[keys ? "Undo.Title" : "Undo.Title.NoKeys"], words["Toast.Close"], () => Undo(batch));
    }

    /// <summary>It was taken back elsewhere: nobody is offered to do so again.</summary>
    public void Forget(Guid batch)
    {
        if (actions.Count > 0 && actions[^1].Batch == batch)
        {
            toasts.Withdraw();
        }

        actions.RemoveAll(a => a.Batch == batch);
    }

    /// <summary>Takes back the last action that was not taken back yet.</summary>
    public Task UndoLast()
    {
        if (actions.Count > 0)
        {
            return Undo(actions[^1].Batch);
        }

        toasts.Say(words["Undo.Nothing"]);
        return Task.CompletedTask;
    }

    private async Task Undo(Guid batch)
    {
        var at = actions.FindLastIndex(a => a.Batch == batch);
        if (busy || at < 0)
        {
            return;
        }

        busy = true;
        try
        {
            var what = actions[at].What;
            var answer = await undo.Run(batch, Begin(await user.Actor()), CancellationToken.None);
            actions.RemoveAll(a => a.Batch == batch);
            if (answer.Ok)
            {
                toasts.Say(words["Undone", what]);
            }
            else if (Explain is not { } explain || !await explain(what, answer.Problem))
            {
                // Whoever changed rows of the roster again is not to blame for any visit.
                toasts.Warn(answer.Problem.Errors.Any(e => !e.Pointer.StartsWith("/visits/", StringComparison.Ordinal)) ? words["Undo.Rows"] : words["Undo.Refused", answer.Problem.Describe()]);
            }

            await (Undone?.Invoke() ?? Task.CompletedTask);
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            toasts.Warn(words["Undo.Refused", Problem.Text(ProblemCodes.Unavailable)]);
        }
        finally
        {
            busy = false;
        }
    }
}
