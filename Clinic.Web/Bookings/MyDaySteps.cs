using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Doctors;
using Clinic.Domain.Problems;
using Clinic.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Clinic.Web.Bookings;

/// <summary>What a tap on the doctor's day does, and how a slip of the finger is taken back.</summary>
public sealed partial class MyDayPage
{
    // A second tap of the same finger is not meant for what came under it meanwhile.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(400);
    private DateTimeOffset settled;
    private bool busy;

    [Inject]
    private ChangeBookingStatus ChangeStatus { get; set; } = null!;

    [Inject]
    private CallPatient Call { get; set; } = null!;

    [Inject]
    private SetDelay Delay { get; set; } = null!;

    [Inject]
    private CancelBooking Cancel { get; set; } = null!;

    private async Task Take((DoctorVisit Visit, VisitStep Step) tap)
    {
        var before = Day?.Next(clock.GetUtcNow())?.Id;
        await Alone(async () =>
        {
            var done = await Step(tap.Visit.Id, tap.Step, tap.Visit.Version);
            if (done.Ok)
            {
                var text = tap.Step.Call == true ? T["Toast.Called", tap.Visit.Patient.Short] : T["Toast.Status", tap.Visit.Patient.Short, Words[$"Status.{tap.Step.To.Wire()}"]];
                Say(text, UndoOf(tap.Visit, tap.Step, done.Value.Version));
            }

            return done.Problem;
        });

        // Somebody else stands under the finger now.
        leadOn = Day?.Next(clock.GetUtcNow())?.Id is { } next && next != before;
    }

    private Task RunLate(int minutes) => Alone(async () =>
    {
        if (Day is not { } day || day.Delay == minutes)
        {
            return null;
        }

        var said = await Delay.Run(me!.Value, day.Date, minutes, await user.Actor(), CancellationToken.None);
        if (said.Ok)
        {
            Say(minutes == 0 ? T["Toast.InTime"] : T.Plural("Toast.Late", minutes), async () => (await Delay.Run(me!.Value, day.Date, day.Delay, await user.Actor(), CancellationToken.None)).Problem);
        }

        return said.Problem;
    });

    private void Toggle(BookingId visit) => again = again == visit ? null : visit;

    private void CloseAgain() => again = null;

    private async Task Booked((BookingReceipt Receipt, DateTimeOffset Start) made)
    {
        again = null;
        var day = made.Start.ToString(Words["DayFormat"], CultureInfo.CurrentCulture);
        Say(T["Toast.Again", day, made.Start.ToString("t", CultureInfo.CurrentCulture)], async () =>
            (await Cancel.Run(BookingRef.Id(made.Receipt.Id), null, byPatient: false, await user.Actor(), CancellationToken.None)).Problem);
        await Load();
    }

    private async Task<Result<Booking>> Step(BookingId id, VisitStep step, int version) => step.Call is { } called
        ? await Call.Run(id, called, version, await user.Actor(), CancellationToken.None)
        : await ChangeStatus.Run(id, step.To, version, await user.Actor(), CancellationToken.None);

    /// <summary>The way back to where the visit stood, as far as there is one; refused where somebody else has changed the visit meanwhile.</summary>
    private Func<Task<Problem?>>? UndoOf(DoctorVisit visit, VisitStep step, int version)
    {
        if (step.Call is { } called)
        {
            return async () => (await Call.Run(visit.Id, !called, version, await user.Actor(), CancellationToken.None)).Problem;
        }

        return BookingStatuses.Way(step.To, visit.Status) is not { } way ? null : async () =>
        {
            foreach (var status in way)
            {
                var back = await ChangeStatus.Run(visit.Id, status, version, await user.Actor(), CancellationToken.None);
                if (!back.Ok)
                {
                    return back.Problem;
                }

                version = back.Value.Version;
            }

            return null;
        };
    }

    private void Say(string text, Func<Task<Problem?>>? undo)
    {
        if (undo is null)
        {
            toasts.Say(text);
        }
        else
        {
            toasts.Offer(text, T["Step.Undo"], T["Undo.Title"], T["Close"], () => InvokeAsync(() => TakeBack(undo)));
        }
    }

    /// <summary>One thing at a time; what was refused is said, and the day is shown as it now is.</summary>
    private async Task Alone(Func<Task<Problem?>> work)
    {
        if (!busy && clock.GetUtcNow() >= settled)
        {
            await Work(work);
        }
    }

    /// <summary>What the toast offers is done, if not at once: it is gone with the tap and cannot be tapped again.</summary>
    private async Task TakeBack(Func<Task<Problem?>> undo)
    {
        while (busy && !closed.IsCancellationRequested)
        {
            await Task.Delay(Settle);
        }

        if (!closed.IsCancellationRequested)
        {
            await Work(undo);
        }
    }

    private async Task Work(Func<Task<Problem?>> work)
    {
        busy = true;
        try
        {
            if (await work() is { } problem)
            {
                toasts.Refused(problem);
            }
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            toasts.Refused(new(ProblemCodes.Unavailable));
        }
        finally
        {
            (busy, settled) = (false, clock.GetUtcNow() + Settle);
        }

        await Reload();
    }
}
