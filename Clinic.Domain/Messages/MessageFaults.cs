namespace Clinic.Domain.Messages;

/// <summary>Why a message was not sent. Those with a number have the mail server's answer behind a hyphen: <c>recipient-550</c>.</summary>
public static class MessageFaults
{
    /// <summary>The patient has no e-mail address.</summary>
    public const string NoAddress = "no-address";

    /// <summary>Something newer is told instead.</summary>
    public const string Superseded = "superseded";

    /// <summary>The visit began before the message could be sent.</summary>
    public const string Past = "past";

    /// <summary>The mail server cannot be reached, or the connection broke.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The mail server did not answer in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>The mail server offers no encryption, or a certificate that is not trusted.</summary>
    public const string Encryption = "encryption";

    /// <summary>The mail server does not take the user name and password, or offers no known way to give them.</summary>
    public const string SignIn = "sign-in";

    /// <summary>What answers is no mail server.</summary>
    public const string Protocol = "protocol";

    /// <summary>The mail server does not take the message.</summary>
    public const string Rejected = "rejected";

    /// <summary>The mail server does not take the recipient.</summary>
    public const string Recipient = "recipient";

    /// <summary>The code without the mail server's number.</summary>
    public static string Kind(string fault) => fault.LastIndexOf('-') is > 0 and var at && int.TryParse(fault[(at + 1)..], out _) ? fault[..at] : fault;
}
