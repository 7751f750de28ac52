using System.Globalization;
using Clinic.Domain.Rosters.Workbook;
using Clinic.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using Radzen;

namespace Clinic.Web.Rosters;

/// <summary>What every page does that takes a file, shows what would change and saves it: one thing at a time, with its progress, to be stopped before the commit.</summary>
public abstract class ImportPage(NotificationService toasts) : ComponentBase, IDisposable
{
    private const int Tellings = 100;
    private const int MostReasons = 5;
    private readonly CancellationTokenSource closed = new();
    private CancellationTokenSource? stop;

    protected NotificationService Toasts { get; } = toasts;

    /// <summary>What is going on; null while nothing is.</summary>
    protected string? Progress { get; private set; }

    protected (int Done, int Total)? Count { get; private set; }

    protected bool Busy { get; private set; }

    /// <summary>Why the last wish was refused, in words; null when it was not.</summary>
    protected string? Refusal { get; set; }

    protected IReadOnlyList<string> Reasons { get; set; } = [];

    /// <summary>Of the file that was chosen last.</summary>
    protected string FileName { get; private set; } = "";

    /// <summary>The page is gone.</summary>
    protected CancellationToken Closed => closed.Token;

    /// <summary>Offered where stopping leaves everything as it was.</summary>
    protected EventCallback OnCancel => stop is null ? default : EventCallback.Factory.Create(this, () => stop?.Cancel());

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One thing at a time: a second click while the first is at work does nothing.</summary>
    protected async Task Alone(Func<Task> work)
    {
        if (Busy)
        {
            return;
        }

        Busy = true;
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            // The page is gone.
        }
        finally
        {
            (Busy, Progress, Count) = (false, null, null);
        }
    }

    /// <summary>The content of a chosen file; null where there is none, and the page says why.</summary>
    private protected async Task<MemoryStream?> Receive(IBrowserFile file, IStringLocalizer<ImportTexts> texts)
    {
        (Refusal, Reasons, FileName) = (null, [], file.Name);
        var (content, fault) = await new WorkbookUpload(texts, Show).Receive(file, Closed);
        Refusal = fault;
        return content;
    }

    /// <summary>The file says nothing that could be imported.</summary>
    private protected void Unusable(string title, IReadOnlyList<WorkbookProblem> problems) =>
        (Refusal, Reasons) = (title, [.. problems.Take(MostReasons).Select(p => p.Describe(CultureInfo.CurrentUICulture))]);

    protected void Show(string text)
    {
        Progress = text;
        StateHasChanged();
    }

    /// <summary>Saves, counting; null where it was stopped. Not cancelled by leaving the page: what was asked for is done.</summary>
    /// <param name="text">What is going on.</param>
    /// <param name="stopped">What to say when it was stopped.</param>
    /// <param name="total">How many there are to write.</param>
    /// <param name="save">Saves.</param>
    protected async Task<T?> Save<T>(string text, string stopped, int total, Func<CancellationToken, IProgress<int>, Task<T>> save)
        where T : class
    {
        using var stopping = stop = new();
        Count = (0, total);
        Show(text);
        var told = new Progress<int>(done => InvokeAsync(() =>
        {
            Count = Count is { } known ? (done, known.Total) : null;
            StateHasChanged();
        }));
        try
        {
            return await Task.Run(() => save(stopping.Token, new Sparingly(told, total / Tellings)), CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Toasts.Say(stopped);
            return null;
        }
        finally
        {
            stop = null;
        }
    }

    /// <summary>Tells no more often than somebody can read.</summary>
    private sealed class Sparingly(IProgress<int> told, int step) : IProgress<int>
    {
        private int last;

        public void Report(int value)
        {
            if (value < last || value - last >= step)
            {
                told.Report(last = value);
            }
        }
    }
}
