namespace BashTool.Core.CommandModel;

/// <summary>An expression of <c>test</c> is wrong; the message follows <c>test: </c>. Status 2.</summary>
public sealed class TestExpressionException(string message) : Exception(message);
