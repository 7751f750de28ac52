using System.Globalization;
using Clinic.Domain;
using Clinic.Domain.Bookings;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Web.Users;
using Microsoft.AspNetCore.Components;

namespace Clinic.Web.Bookings;

/// <summary>The doctor's own free times for the patient of a visit; one tap books.</summary>
public sealed partial class FollowUpBox(FindFollowUp find, BookFollowUp book, CurrentUser user)
{
    private const int MostTypes = 4;

    // One press of a button, however often it arrives, books once.
    private readonly Guid opened = Guid.NewGuid();
    private FollowUpTimes? times;
    private Problem? refusal;
    private VisitTypeId? chosen;
    private bool busy;

    [Parameter, EditorRequired]
    public BookingId Visit { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    /// <summary>Called with what was booked and the local time of it.</summary>
    [Parameter, EditorRequired]
    public EventCallback<(BookingReceipt Receipt, DateTimeOffset Start)> OnBooked { get; set; }

    protected override Task OnInitializedAsync() => Load(null);

    private async Task Load(VisitTypeId? type)
    {
        (chosen, refusal) = (type, null);
        await Read();
    }

    private async Task Read()
    {
        try
        {
            var found = await find.Run(Visit, chosen, await user.Actor(), CancellationToken.None);
            (times, refusal) = (found.Value, found.Problem ?? refusal);
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            (times, refusal) = (null, new(ProblemCodes.Unavailable));
        }
    }

    private async Task Book(FollowUpTime time)
    {
        if (busy)
        {
            return;
        }

        busy = true;
        try
        {
            var booked = await book.Run(Visit, time.Slot, $"again-{opened:N}-{time.Slot}", await user.Actor(), CancellationToken.None);
            if (booked.Ok)
            {
                await OnBooked.InvokeAsync((booked.Value, time.Start));
                return;
            }

            // Somebody was quicker, or the patient is elsewhere then: the times are read again below the reason.
            refusal = booked.Problem;
            await Read();
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            refusal = new(ProblemCodes.Unavailable);
        }
        finally
        {
            busy = false;
        }
    }

    private string Moment(DateTimeOffset time) => $"{time.ToString(T["Again.Day"], CultureInfo.CurrentCulture)}, {time.ToString("t", CultureInfo.CurrentCulture)}";
}
