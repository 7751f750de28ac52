namespace Clinic.Domain.Messages;

/// <summary>A message was not taken. Holds a code and never the server's words, which repeat addresses.</summary>
public sealed class SmtpException(string fault, SmtpScope scope, int? reply = null) : Exception(reply is null ? fault : $"{fault}-{reply}")
{
    /// <summary>One of <see cref="MessageFaults"/>, with the server's number where it gave one.</summary>
    public string Fault => Message;

    public SmtpScope Scope => scope;
}

/// <summary>Whom a failure concerns.</summary>
public enum SmtpScope
{
    /// <summary>The server: the next message would fare no better.</summary>
    Server,

    /// <summary>This message, this time.</summary>
    Message,

    /// <summary>This recipient, for ever.</summary>
    Recipient,
}
