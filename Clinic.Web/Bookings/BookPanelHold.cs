using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Domain.Users;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;

namespace Clinic.Web.Bookings;

/// <summary>The time that an open panel keeps for itself, and what outlives a lost server.</summary>
public sealed partial class BookPanel
{
    private Hold? hold;
    private bool holdLost;
    private bool closed;
    private ITimer? lapse;
    private bool restored;
    private bool watched;
    private string? focus;
    private ElementReference panel;
    private PanelScript page = null!;

    [Inject]
    private HoldSlot Take { get; set; } = null!;

    [Inject]
    private ExtendHold Extend { get; set; } = null!;

    [Inject]
    private ReleaseHold GiveBack { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        closed = true;
        lapse?.Dispose();
        await GiveTimeBack();

        // When the page itself is gone this does nothing, and the next one goes on from what it left.
        await page.Forget();
        await page.DisposeAsync();
    }

    protected override void OnInitialized() => page = new(Script);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!watched && times is { Offers.Count: > 0 })
        {
            watched = true;
            await Keep();
            await page.Watch(panel);
        }

        if (focus is { } id)
        {
            focus = null;
            await page.Focus(id);
        }
    }

    /// <summary>Keeps the chosen time instead of what was kept before; a refusal brings other times.</summary>
    private Task Hold() => Safely(async () =>
    {
        await Release();
        (problem, asked, faults, holdLost, room) = (null, null, PanelFaults.None, false, null);
        if (slot is null)
        {
            return;
        }

        var answer = await Take.Run(slot.Id, await user.Actor(), CancellationToken.None);
        if (answer.Ok)
        {
            Kept(answer.Value);
            if (closed)
            {
                // While the time was being taken.
                lapse?.Dispose();
                await GiveTimeBack();
                return;
            }

            await using var db = await factory.CreateDbContextAsync();
            room = await db.Rooms.Where(r => r.Id == hold!.RoomId).Select(r => r.Name).FirstOrDefaultAsync();
        }
        else
        {
            problem = answer.Problem;
            await Name(answer.Problem.Alternatives);
        }

        await Keep();
    });

    private Task Lengthen() => Safely(async () =>
    {
        var answer = await Extend.Run(hold!.Id, CancellationToken.None);
        if (answer.Ok)
        {
            Kept(answer.Value);
        }
        else if (answer.Problem.Code == ProblemCodes.HoldExpired)
        {
            Lapse();
        }
        else
        {
            hold.Extended = true;
        }

        focus = "visit-book";
    });

    /// <summary>Whoever looks after the panel is closed finds the time free.</summary>
    private async Task Cancel()
    {
        await GiveTimeBack();
        dialogs.CloseSide();
    }

    private async Task GiveTimeBack()
    {
        try
        {
            await Release();
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            // It runs out by itself.
        }
    }

    private void Kept(Hold kept)
    {
        (hold, holdLost) = (kept, false);
        Await(kept);
    }

    /// <summary>Timers cut off parts of a millisecond, and may fire before the instant has come: whole ones, and once more where it has not.</summary>
    private void Await(Hold kept)
    {
        lapse?.Dispose();
        var left = Math.Max(0, Math.Ceiling((kept.ExpiresAt - clock.GetUtcNow().UtcDateTime).TotalMilliseconds));
        lapse = clock.CreateTimer(_ => InvokeAsync(Ended), null, TimeSpan.FromMilliseconds(left), Timeout.InfiniteTimeSpan);
    }

    private void Ended()
    {
        if (closed || hold is not { } kept)
        {
            return;
        }

        if (kept.ExpiresAt > clock.GetUtcNow().UtcDateTime)
        {
            Await(kept);
            return;
        }

        Lapse();
        StateHasChanged();
    }

    private void Lapse() => (hold, holdLost) = (null, true);

    private async Task Release()
    {
        if (hold is { } kept)
        {
            hold = null;
            await GiveBack.Run(kept.Id, CancellationToken.None);
        }
    }

    /// <summary>Goes on where this user was interrupted at the same place; false where nothing was left.</summary>
    private async Task<bool> Resume(Actor actor)
    {
        if (await page.Pending(actor.Name) is not { } left || left.Place != Place.Place)
        {
            return false;
        }

        key = left.Key;
        if (await earlier.Run(key, actor, CancellationToken.None) is { Ok: true, Value: var booked })
        {
            dialogs.CloseSide(booked);
            return true;
        }

        if (HoldId.TryParse(left.Hold, null, out var old))
        {
            await GiveBack.Run(old, CancellationToken.None);
        }

        (typeChosen, restored) = (left.TypeChosen, true);
        await LoadTimes(left.OtherDoctor is { } other ? new(other) : Doctor, left.At ?? Start, left.Type is { } type ? new(type) : null);
        await Hold();
        var payment = left.Payment;
        if (left.Patient is { } card && times is not null)
        {
            var known = await know.Run(new(card), doctor, times.Site.LocalDate(slot?.Range.Start ?? Start), actor, CancellationToken.None);
            typeChosen = true;
            await Choose(known.Value?.Person);
            typeChosen = left.TypeChosen;
        }
        else if (left.NewPatient)
        {
            person = new();
        }

        cover.Choose(payment);
        cover.Suit(chosen?.Payments ?? PaymentKinds.All);
        return true;
    }

    private BookDraft Place => new(key, Doctor.Value, Site.Value, Start);

    private async Task Keep() => await (closed ? Task.CompletedTask : page.Keep((await user.Actor()).Name, Place with
    {
        Type = chosen?.VisitTypeId.Value,
        TypeChosen = typeChosen,
        OtherDoctor = doctor == Doctor ? null : doctor.Value,
        At = slot?.Range.Start,
        Hold = hold?.Id.ToString(),
        Patient = patient?.Card?.Value,
        NewPatient = person is not null,
        Payment = cover.Kind,
    }));
}
