using Clinic.Domain.Database;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Clinic.Web.Components;

/// <summary>Shows what is said instead of a page that failed. While the page is being sent the answer has the status of a fault, too.</summary>
public sealed class PageBoundary : ErrorBoundary
{
    [CascadingParameter]
    private HttpContext? Context { get; set; }

    protected override Task OnErrorAsync(Exception exception)
    {
        if (Context is { Response.HasStarted: false } context)
        {
            context.Response.StatusCode = DatabaseErrors.IsDatabase(exception) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
        }

        return base.OnErrorAsync(exception);
    }
}
