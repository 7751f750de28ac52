using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Availability;
using Clinic.Domain.Availability.Wishes;
using Clinic.Domain.Bookings;
using Clinic.Domain.Callbacks;
using Clinic.Domain.Changes;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.WaitingList;
using Clinic.Web.Bookings;
using Clinic.Web.Changes;
using Clinic.Web.Components;
using Clinic.Web.Users;
using Clinic.Web.WaitingList;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using Radzen;

namespace Clinic.Web.Availability;

/// <summary>One box in which the registrar says what the patient wants, and the nearest times for it, kept live.</summary>
public sealed partial class FindPage(
    ReadWish read, FindTimes find, ReadWaitingList waitingList, ReadCallbacks callbacks, BookFromRequest link, CurrentUser user, ChangeFollower follower, TimeProvider clock,
    NavigationManager navigation, SidePanel panel, NotificationService toasts, IJSRuntime script) : IAsyncDisposable
{
    private const string Own = "own";
    private const string Box = "box";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);

    // A hold that runs out and the minutes that pass are no changes in the log.
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource closing = new();
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly Dictionary<DoctorId, VisitTypeId> visits = [];
    private Wish wish = new();
    private string text = "";
    private string first = "";
    private IReadOnlyList<string> unknown = [];
    private FoundTimes? found;
    private WaitingPatient? waiting;
    private Caller? caller;
    private int days = FindTimes.Days;
    private string? fault;
    private ElementReference root;
    private ElementReference box;
    private IJSObjectReference? module;
    private IDisposable? subscription;
    private ITimer? timer;
    private CancellationTokenSource? typing;

    private string Summary => found switch
    {
        null => "",
        { Nothing: not null } => T["None"],
        { Days: [var day, ..] } when day.Rows[0] is var row => T["Nearest", FindFormat.Day(T, day.Date, found.Today, capital: false), found.Facts.Sites[row.SiteId].Clock(row.Slots[0].Range.Start), found.Facts.Doctors[row.Offer.DoctorId].Name.Short],
        _ => "",
    };

    public async ValueTask DisposeAsync()
    {
        navigation.LocationChanged -= Moved;
        await closing.CancelAsync();
        subscription?.Dispose();
        timer?.Dispose();
        typing?.Dispose();
        closing.Dispose();
        oneAtATime.Dispose();
        try
        {
            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone already.
        }
    }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            navigation.LocationChanged += Moved;
            subscription = follower.Subscribe(changes => changes.Any(c => c.Kind != ChangeKind.Waiting) ? InvokeAsync(Search) : Task.CompletedTask);
            timer = clock.CreateTimer(_ => InvokeAsync(Search), null, Refresh, Refresh);
        }

        await Open(navigation.Uri);
        first = text;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && RendererInfo.IsInteractive)
        {
            module = await script.InvokeAsync<IJSObjectReference>("import", closing.Token, "./find.js");
            await module.InvokeVoidAsync("arrange", closing.Token, root);
        }
    }

    /// <summary>An address opened from elsewhere: a link of the waiting list or of the requests, a step back.</summary>
    private async Task Open(string uri)
    {
        var (said, entry) = WishAddress.Parse(uri);
        if (entry != waiting?.Entry.Id)
        {
            waiting = entry is null ? null : (await waitingList.Run(true, entry, await user.Actor(), closing.Token)).Value?.Lines is [var line, ..] ? line : null;
        }

        if (WishAddress.CallOf(uri) is var call && call != caller?.Callback.Id)
        {
            caller = call is null ? null : (await callbacks.Run(true, call, await user.Actor(), closing.Token)).Value?.Lines is [var line, ..] ? line : null;
        }

        if (said != wish || found is null)
        {
            (wish, unknown, days) = (said, [], FindTimes.Days);
            visits.Clear();
            await Search();
            text = found is null ? "" : Words().Of(wish);
            await Show();
        }
    }

    // What this page has written into the address itself may be older than what is typed by now.
    private void Moved(object? sender, LocationChangedEventArgs change)
    {
        if (change.HistoryEntryState != Own && new Uri(change.Location).AbsolutePath == "/find")
        {
            _ = InvokeAsync(async () =>
            {
                await Open(change.Location);
                StateHasChanged();
            });
        }
    }

    private async Task Type(string? typed)
    {
        text = typed ?? "";
        typing?.Cancel();
        typing?.Dispose();
        typing = new();
        var token = typing.Token;
        try
        {
            await Task.Delay(Pause, token);
            if ((await read.Run(text, CultureInfo.CurrentUICulture, await user.Actor(), token)).Value is { } reading && !token.IsCancellationRequested)
            {
                (wish, unknown, days) = (reading.Wish, [.. reading.Unknown], FindTimes.Days);
                await Search();
                Remember();
            }
        }
        catch (OperationCanceledException)
        {
            // The next letter is already there.
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            fault = Problem.Text(ProblemCodes.Unavailable);
        }
    }

    /// <summary>A wish chosen from a menu is written into the box; what was not understood stays.</summary>
    private async Task Say(Wish said)
    {
        (wish, days) = (said, FindTimes.Days);
        text = string.Join(", ", new[] { Words().Of(wish) }.Concat(unknown).Where(t => t.Length > 0));
        await Search();
        await Show();
        Remember();
    }

    private Task Forget(string word)
    {
        unknown = [.. unknown.Where(u => u != word)];
        return Say(wish);
    }

    private async Task Choose((DoctorId Doctor, VisitTypeId Visit, string Place) choice)
    {
        visits[choice.Doctor] = choice.Visit;
        await Search();
        await Focus(choice.Place);
    }

    private async Task Unchoose(DoctorId doctor)
    {
        visits.Remove(doctor);
        await Search();
        await Focus(Box);
    }

    /// <summary>What was chosen of what there is to choose: a wish that names its visits needs none.</summary>
    private Dictionary<DoctorId, VisitTypeId> Chosen => wish.VisitTypes.Count > 0 ? [] : visits.Where(v => found!.Facts.Offers[v.Key].Any(o => o.Type.Id == v.Value)).ToDictionary();

    private Task More()
    {
        days += FindTimes.Days;
        return Search();
    }

    private Task Submit() => module?.InvokeVoidAsync("focusFirst", closing.Token, root).AsTask() ?? Task.CompletedTask;

    private async Task Search()
    {
        if (closing.IsCancellationRequested)
        {
            return;
        }

        await oneAtATime.WaitAsync(closing.Token);
        try
        {
            var answer = await find.Run(wish, days, await user.Actor(), closing.Token, visits);
            found = answer.Value ?? found;
            fault = answer.Problem?.Describe();
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            fault = Problem.Text(ProblemCodes.Unavailable);
        }
        finally
        {
            oneAtATime.Release();
        }

        StateHasChanged();
    }

    private async Task Book(Slot slot)
    {
        var answer = await panel.Open<BookPanel>(
            T["Book.Title"],
            T["Close"],
            new()
            {
                [nameof(BookPanel.Doctor)] = slot.DoctorId,
                [nameof(BookPanel.Site)] = slot.SiteId,
                [nameof(BookPanel.Start)] = slot.Range.Start,
                [nameof(BookPanel.VisitType)] = slot.VisitTypeId,
                [nameof(BookPanel.For)] = waiting?.Card,
                [nameof(BookPanel.New)] = waiting is { Card: null, Name: { } name } ? PersonDraft.Of(name, waiting.Phone, waiting.BirthDate, waiting.Email)
                    : caller is not null ? PersonDraft.Of(caller.Name, caller.Phone, caller.BirthDate, caller.Email) : null,
            },
            closing.Token);
        if (answer is BookingReceipt receipt)
        {
            visits.Clear();
            toasts.Say(T["Booked", receipt.Code]);
            await Link(receipt.Id);
        }

        await Search();
        await Focus(slot.Id.ToString());
    }

    /// <summary>The booking stands, whatever became of the entry meanwhile.</summary>
    private async Task Link(BookingId booking)
    {
        if (waiting is null && caller is null)
        {
            return;
        }

        var by = await user.Actor();
        var problem = waiting is not null
            ? (await link.Run<WaitingEntry>(waiting.Entry.Id, booking, null, by, CancellationToken.None)).Problem
            : (await link.Run<Callback>(caller!.Callback.Id, booking, null, by, CancellationToken.None)).Problem;
        if (problem is null)
        {
            (waiting, caller) = (null, null);
            Remember();
        }
        else
        {
            toasts.Refused(problem);
        }
    }

    private async Task Wait()
    {
        var answer = await panel.Open<WaitingPanel>(T["Wait"], T["Close"], new() { [nameof(WaitingPanel.Wish)] = wish, [nameof(WaitingPanel.Unknown)] = unknown }, closing.Token);
        if (answer is Guid)
        {
            toasts.Say(T["Waits"]);
        }

        await Focus(Box);
    }

    private WishText Words() => new(found!.Facts, found.Today, CultureInfo.CurrentUICulture);

    private void Remember() => navigation.NavigateTo(WishAddress.Of(wish, waiting?.Entry.Id, caller?.Callback.Id), new NavigationOptions { ReplaceHistoryEntry = true, HistoryEntryState = Own });

    private async Task Show()
    {
        if (module is not null)
        {
            await module.InvokeVoidAsync("write", closing.Token, box, text);
        }
    }

    private async Task Focus(string key)
    {
        if (module is not null)
        {
            // After the drawing that this handler causes.
            await Task.Yield();
            await module.InvokeVoidAsync("focusKey", closing.Token, root, key);
        }
    }
}
