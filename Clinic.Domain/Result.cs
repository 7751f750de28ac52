using System.Diagnostics.CodeAnalysis;
using Clinic.Domain.Problems;

namespace Clinic.Domain;

/// <summary>What a use case answers: a value, or the problem that refused it.</summary>
public readonly struct Result<T>
{
    private static readonly Problem Unmade = new(ProblemCodes.Unexpected);
    private readonly Problem? problem;
    private readonly bool made;

    private Result(T? value, Problem? problem)
    {
        Value = value;
        this.problem = problem;
        made = true;
    }

    public T? Value { get; }

    /// <summary>An answer that nobody made, such as the first of none, is no success.</summary>
    public Problem? Problem => made ? problem : Unmade;

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Ok => Problem is null;

    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Written as plain return statements.")]
    public static implicit operator Result<T>(T value) => new(value, null);

    [SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "Written as plain return statements.")]
    public static implicit operator Result<T>(Problem problem) => new(default, problem);

    internal static Result<T> Success(T value) => new(value, null);
}

/// <summary>Makes answers of types that do not convert by themselves, such as interfaces.</summary>
public static class Result
{
    public static Result<T> Of<T>(T value) => Result<T>.Success(value);
}

/// <summary>Turns a problem that may be absent into an answer that may be absent.</summary>
public static class Refusal
{
    public static Result<T>? Or<T>(Problem? problem) => problem is null ? null : new Result<T>?(problem);
}

/// <summary>The answer of a use case that has nothing to tell but success.</summary>
public readonly record struct Done;
