using Microsoft.AspNetCore.Diagnostics;

namespace Clinic.Web.Components;

/// <summary>Writes what went wrong into the log: the route, never the address, which may name somebody. The page of status 500 follows.</summary>
public sealed class PageFaults(ILogger<PageFaults> log) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not OperationCanceledException || !httpContext.RequestAborted.IsCancellationRequested)
        {
            log.LogError(exception, "{Method} {Route} failed", httpContext.Request.Method, (httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText);
        }

        return ValueTask.FromResult(false);
    }
}
