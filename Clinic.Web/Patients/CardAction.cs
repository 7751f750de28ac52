using Clinic.Domain;
using Clinic.Domain.Database;
using Clinic.Domain.Problems;
using Clinic.Web.Components;
using Radzen;

namespace Clinic.Web.Patients;

/// <summary>One press of a button on a card: never twice at once, and what failed is said.</summary>
public sealed class CardAction(NotificationService toasts)
{
    public bool Busy { get; private set; }

    /// <summary>Null where it was done; the problem, which was told unless it names fields.</summary>
    public async Task<Problem?> Run<T>(Func<Task<Result<T>>> action, string done)
    {
        if (Busy)
        {
            return new(ProblemCodes.Unavailable);
        }

        Busy = true;
        Problem? problem;
        try
        {
            problem = (await action()).Problem;
        }
        catch (Exception error) when (DatabaseErrors.IsDatabase(error))
        {
            problem = new(ProblemCodes.Unavailable);
        }
        finally
        {
            Busy = false;
        }

        if (problem is null)
        {
            toasts.Say(done);
        }
        else if (problem.Errors.Count == 0)
        {
            toasts.Refused(problem);
        }

        return problem;
    }
}
